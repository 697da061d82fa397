using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// What the API's name resolves to in the caller's VPC. Private DNS holds for the whole VPC: with it, the endpoint gets the traffic
/// even where a NAT gateway exists.
/// </summary>
internal static class NameRule
{
    /// <returns>The hop, and every way that is still possible; one when it is decided.</returns>
    public static (Hop Hop, IReadOnlyList<Way> Ways) Judge(Journey journey, ApiAddress? host)
    {
        var (hop, ways) = JudgeIpv4(journey, host);
        if (Resolves(journey, host) is { } unresolved && hop.Result is not HopResult.Blocked)
            return (unresolved, ways);
        if (ways.OfType<Way.ToEndpoint>().Any() && GatewayRule.Endpoint(journey) is { } gateway)
            return (Undecided($"{gateway.Address} takes these calls unless the interface endpoint's private DNS is for the VPC too.", gateway.Address),
                [.. ways.Append(Way.ToPublic.Instance).Distinct()]);
        return journey.MayUseIpv6 is not Truth.No && ways.Any(way => MayHaveIpv6(journey, host, way))
            ? (Undecided($"{journey.Caller.Address} may call by IPv6, whose routes and rules are not judged.", journey.Caller.Address, "vpc_config"),
                [.. ways.Append(Way.Elsewhere.Instance).Distinct()])
            : (hop, ways);
    }

    /// <summary>Without the VPC's resolver no name is resolved at all, be it public or private.</summary>
    /// <returns>Null where the name is resolved, or by whom is a question that has been asked already.</returns>
    private static Hop? Resolves(Journey journey, ApiAddress? host)
    {
        if (journey.Vpc is not { } vpc || host is ApiAddress.Elsewhere)
            return null;

        if (vpc.AmazonDns is not Truth.Yes)
            return vpc.Whole ? Doubt(journey, host) : null;

        return vpc.DnsSupport.IsTrue() switch
        {
            Truth.No => Findings.Blocked(HopKind.Name, "VPC_DNS_OFF",
                $"{vpc.Address} has enable_dns_support = false, so {journey.CalledHost} is not resolved in it.",
                $"Set enable_dns_support = true on {vpc.Address}.", vpc.Address, "enable_dns_support"),
            Truth.Undecided => Undecided($"Whether {vpc.Address} has DNS support is not known.", vpc.Address, "enable_dns_support"),
            _ => null,
        };
    }

    /// <summary>Whether the name may have an IPv6 address on this way: AWS's older names have none of their own.</summary>
    private static bool MayHaveIpv6(Journey journey, ApiAddress? host, Way way) => way switch
    {
        Way.ToEndpoint to => to.Endpoint.AddressType.Text() is not "ipv4",
        Way.ToPublic => host is null or ApiAddress.DualStackHost || journey.Subnets.Any(subnet => subnet.Dns64.IsTrue() is not Truth.No),
        _ => false,
    };

    private static (Hop Hop, IReadOnlyList<Way> Ways) JudgeIpv4(Journey journey, ApiAddress? host)
    {
        var serving = journey.Model.Endpoints
            .Select(endpoint => (Endpoint: endpoint, Serves: Serves(journey, endpoint)))
            .Where(candidate => candidate.Serves is not Truth.No).ToArray();

        switch (host)
        {
            case ApiAddress.EndpointOwn own:
                return OwnName(journey, own);
            case ApiAddress.Elsewhere:
                return (Undecided("Where that name leads is outside the plan."), [Way.Elsewhere.Instance]);
            case ApiAddress.Regional regional when regional.Service == journey.Service && journey.Region.Is(regional.Region) is Truth.Yes:
            case null:
                break;
            case ApiAddress.DualStackHost when serving.Length > 0:
                return (Undecided("Whether the endpoint's private DNS has this name is not known."),
                    [.. serving.Select(candidate => new Way.ToEndpoint(candidate.Endpoint)), Way.ToPublic.Instance]);
            default:
                return (Findings.NotApplicable(HopKind.Name, $"{host.Name} resolves to public addresses."), [Way.ToPublic.Instance]);
        }

        var captures = serving.Select(candidate => (candidate.Endpoint, Truth: candidate.Serves.And(Captures(journey, candidate.Endpoint)))).ToArray();
        var takers = captures.Where(capture => capture.Truth is Truth.Yes).Select(capture => capture.Endpoint).ToArray();
        if (takers is [var first, var second, ..])
            return (TakenTwice(journey, first, second), [new Way.ToEndpoint(first)]);
        var perhaps = captures.Where(capture => capture.Truth is not Truth.No).Select(capture => capture.Endpoint).ToArray();
        if (host is not null && takers is [var sure])
        {
            return perhaps.FirstOrDefault(endpoint => endpoint != sure) is { } other
                ? (Undecided($"{sure.Address} takes over {journey.ServiceHost}, unless {other.Address} asks for the same name: then AWS refuses one of them.",
                    other.Address, "private_dns_enabled"), [.. perhaps.Select(endpoint => new Way.ToEndpoint(endpoint))])
                : (Findings.Passed(HopKind.Name,
                    $"{journey.ServiceHost} resolves to {sure.Address} in the whole VPC.", sure.Address, "private_dns_enabled"), [new Way.ToEndpoint(sure)]);
        }

        if (Doubt(journey, host) is { } doubt)
            return (doubt, [.. perhaps.Select(endpoint => new Way.ToEndpoint(endpoint)), Way.ToPublic.Instance, Way.Elsewhere.Instance]);
        if (perhaps.Length > 0)
            return (Doubt(journey, perhaps[0]), [.. perhaps.Select(endpoint => new Way.ToEndpoint(endpoint)), Way.ToPublic.Instance]);

        return serving.Length == 0
            ? (Findings.NotApplicable(HopKind.Name,
                $"{journey.ServiceHost} resolves to public addresses: no interface endpoint for it in the VPC."), [Way.ToPublic.Instance])
            : (NotTakenOver(journey, serving), [Way.ToPublic.Instance]);
    }

    private static Hop TakenTwice(Journey journey, VpcEndpoint first, VpcEndpoint second) => Findings.Blocked(HopKind.Name, "PRIVATE_DNS_CONFLICT",
        $"{first.Address} and {second.Address} both ask for private DNS for {journey.ServiceHost} in one VPC: AWS refuses the second.",
        $"Remove {second.Address}, or set private_dns_enabled = false on it; one endpoint takes all the subnets.", second.Address, "private_dns_enabled");

    /// <summary>Whether it is an endpoint for this API in the caller's VPC.</summary>
    public static Truth Serves(Journey journey, VpcEndpoint endpoint) =>
        endpoint.Serves(journey.Service, journey.Region).And(journey.InVpc(endpoint.Vpc));

    private static Truth Captures(Journey journey, VpcEndpoint endpoint) =>
        endpoint.IsInterface
            .And(endpoint.PrivateDns.IsTrue())
            .And(journey.Vpc?.DnsSupport.IsTrue() ?? Truth.Undecided)
            .And(journey.Vpc?.DnsHostnames.IsTrue() ?? Truth.Undecided)
            .And(journey.Vpc?.AmazonDns ?? Truth.Undecided);

    /// <summary>What may send the name somewhere that the plan does not show.</summary>
    private static Hop? Doubt(Journey journey, ApiAddress? host)
    {
        if (host is null)
            return Undecided("Which host the caller calls is not known.");
        if (journey.Vpc is not { } vpc)
            return Undecided("The caller's VPC is not in this plan, so what the name resolves to there is not known.");
        if (!vpc.Whole)
            return Undecided($"{vpc.Address} is not made by this plan, so it may have an endpoint or resolvers that are not seen here.", vpc.Address);
        if (vpc.AmazonDns is not Truth.Yes)
            return vpc.DhcpOptions is { } options
                ? Undecided("The VPC's names are resolved by servers that a DHCP option set names.", options, "domain_name_servers")
                : Undecided($"Whether a DHCP option set gives {vpc.Address} resolvers of its own is not known.", vpc.Address);
        return vpc.Zones.FirstOrDefault(zone => HoldsName(zone, journey.ServiceHost) is not Truth.No) is { } hosted
            ? Undecided($"A private hosted zone may answer for {journey.ServiceHost}.", hosted.Address, "name")
            : null;
    }

    /// <summary>Whether the zone may answer for the host.</summary>
    public static Truth HoldsName(HostedZone zone, string host) => zone.Name.TryGet(out var name)
        ? Truths.Of(host == name.TrimEnd('.') || host.EndsWith($".{name.TrimEnd('.')}", StringComparison.OrdinalIgnoreCase))
        : Truth.Undecided;

    private static Hop Doubt(Journey journey, VpcEndpoint endpoint) =>
        endpoint.PrivateDns.IsTrue() is Truth.Undecided
            ? Undecided("Whether the endpoint has private DNS is known only after an apply.", endpoint.Address, "private_dns_enabled")
            : journey.Vpc is { } vpc && (vpc.DnsSupport.IsTrue() is Truth.Undecided || vpc.DnsHostnames.IsTrue() is Truth.Undecided)
                ? Undecided("Whether the VPC has DNS support and DNS hostnames is not known.", vpc.Address, "enable_dns_hostnames")
                : Undecided($"Whether {endpoint.Address} takes over the name is not known.", endpoint.Address);

    /// <summary>Endpoints for this API, none of which takes over its name.</summary>
    private static Hop NotTakenOver(Journey journey, (VpcEndpoint Endpoint, Truth Serves)[] serving)
    {
        var vpc = journey.Vpc!;
        var wantsName = serving.Select(candidate =>
            (candidate.Endpoint, Truth: candidate.Serves.And(candidate.Endpoint.IsInterface).And(candidate.Endpoint.PrivateDns.IsTrue()))).ToArray();
        var flag = vpc.DnsSupport.IsTrue() is Truth.No ? "enable_dns_support" : "enable_dns_hostnames";
        if (wantsName.FirstOrDefault(wants => wants.Truth is Truth.Yes).Endpoint is { } refused)
            return Findings.Blocked(HopKind.Name, "VPC_DNS_OFF",
                $"{vpc.Address} has {flag} = false, without which AWS refuses private DNS on {refused.Address}.",
                $"Set {flag} = true on {vpc.Address}.", vpc.Address, flag);
        if (wantsName.FirstOrDefault(wants => wants.Truth is Truth.Undecided).Endpoint is { } unsure)
            return Findings.Undecided(HopKind.Name, "VPC_DNS_OFF",
                $"{vpc.Address} has {flag} = false, and whether {unsure.Address} asks for private DNS is not known.", vpc.Address, flag);

        return serving.FirstOrDefault(candidate => candidate.Serves.And(candidate.Endpoint.IsInterface) is Truth.Yes).Endpoint is { } passed
            ? Findings.Warning(HopKind.Name, "PRIVATE_DNS_OFF",
                $"{journey.ServiceHost} resolves to public addresses, past {passed.Address}: its private_dns_enabled is false, which is the provider's default.",
                $"Set private_dns_enabled = true on {passed.Address}.", passed.Address, "private_dns_enabled")
            : Findings.NotApplicable(HopKind.Name, $"{journey.ServiceHost} resolves to public addresses.");
    }

    private static (Hop, IReadOnlyList<Way>) OwnName(Journey journey, ApiAddress.EndpointOwn own)
    {
        var endpoint = journey.Model.Endpoints.FirstOrDefault(endpoint => endpoint.DnsNames.Contains(own.Host, StringComparer.OrdinalIgnoreCase)
            || (endpoint.Id.TryGet(out var id) && own.Host.StartsWith(id + "-", StringComparison.OrdinalIgnoreCase)));
        return endpoint is not null && Serves(journey, endpoint) is Truth.Yes
            ? (Findings.Passed(HopKind.Name, $"The caller uses the own DNS name of {endpoint.Address}.", endpoint.Address), [new Way.ToEndpoint(endpoint)])
            : (Undecided($"{own.Host} is the name of an endpoint that is not known to serve this VPC."), [Way.Elsewhere.Instance]);
    }

    private static Hop Undecided(string message, string? address = null, string? attribute = null) =>
        Findings.Undecided(HopKind.Name, "NAME_UNKNOWN", message, address, attribute);
}
