using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// What the API's name resolves to in the caller's VPC. Private DNS holds for the whole VPC: with it, the endpoint gets the traffic
/// even where a NAT gateway exists.
/// </summary>
internal static class NameRule
{
    /// <returns>The hop, and every way that is still possible; one when it is decided.</returns>
    public static (Hop Hop, IReadOnlyList<Destination> Destinations) Judge(ApiCall call, ApiAddress? host)
    {
        var (hop, destinations) = JudgeIpv4(call, host);
        if (Resolves(call, host) is { } unresolved && hop.Result is not HopResult.Blocked)
            return (unresolved, destinations);
        if (destinations.OfType<Destination.ToEndpoint>().Any(destination => destination.Endpoint.PrivateDnsOnlyForInbound is not Planned<bool>.Known { Value: false }) && GatewayRule.Endpoint(call) is { } gateway)
            return (Undecided($"{gateway.Address} takes these calls unless the interface endpoint's private DNS is for the VPC too.", gateway.Address),
                [.. destinations.Append(Destination.ToPublic.Instance).Distinct()]);
        return call.MayUseIpv6 is not Truth.No && destinations.Any(destination => MayHaveIpv6(call, host, destination))
            ? (Undecided($"{call.Caller.Address} may call by IPv6, whose routes and rules are not judged.", call.Caller.Address, "vpc_config"),
                [.. destinations.Append(Destination.Elsewhere.Instance).Distinct()])
            : (hop, destinations);
    }

    /// <summary>A public name that no endpoint takes over.</summary>
    public static (Hop Hop, IReadOnlyList<Destination> Destinations) JudgePublic(ApiCall call)
    {
        ApiAddress host = new ApiAddress.Global(call.CalledHost);
        if (VpcResolver.Judge(call, call.CalledHost, []) is { } answered)
            return answered;
        if (Resolves(call, host) is { } unresolved)
            return (unresolved, [Destination.ToPublic.Instance]);
        return call.MayUseIpv6 is Truth.No
            ? (Findings.NotApplicable(HopKind.Name, $"{call.CalledHost} resolves to public addresses."), [Destination.ToPublic.Instance])
            : (Undecided($"{call.Caller.Address} may call by IPv6, whose routes and rules are not judged.", call.Caller.Address, "vpc_config"), [Destination.ToPublic.Instance, Destination.Elsewhere.Instance]);
    }

    /// <summary>Without the VPC's resolver no name is resolved at all, be it public or private.</summary>
    /// <returns>Null where the name is resolved, or by whom is a question that has been asked already.</returns>
    private static Hop? Resolves(ApiCall call, ApiAddress? host)
    {
        if (call.Vpc is not { } vpc || host is ApiAddress.Elsewhere)
            return null;

        if (vpc.AmazonDns is not Truth.Yes)
            return vpc.Whole ? Doubt(call, host) : null;

        return vpc.DnsSupport.IsTrue() switch
        {
            Truth.No => Findings.Blocked(HopKind.Name, "VPC_DNS_OFF",
                $"{vpc.Address} has enable_dns_support = false, so {call.CalledHost} is not resolved in it.",
                $"Set enable_dns_support = true on {vpc.Address}.", vpc.Address, "enable_dns_support"),
            Truth.Undecided => Undecided($"Whether {vpc.Address} has DNS support is not known.", vpc.Address, "enable_dns_support"),
            _ => null,
        };
    }

    /// <summary>Whether the name may have an IPv6 address on this way: AWS's older names have none of their own.</summary>
    private static bool MayHaveIpv6(ApiCall call, ApiAddress? host, Destination destination) => destination switch
    {
        Destination.ToEndpoint to => to.Endpoint.AddressType.Text() is not "ipv4",
        Destination.ToPublic => host is null or ApiAddress.DualStackHost || call.Subnets.Any(subnet => subnet.Dns64.IsTrue() is not Truth.No),
        _ => false,
    };

    private static (Hop Hop, IReadOnlyList<Destination> Destinations) JudgeIpv4(ApiCall call, ApiAddress? host)
    {
        var serving = call.Model.Endpoints
            .Select(endpoint => (Endpoint: endpoint, Serves: Serves(call, endpoint)))
            .Where(candidate => candidate.Serves is not Truth.No).ToArray();

        switch (host)
        {
            case ApiAddress.Elsewhere:
                return (Undecided("Where that name leads is outside the plan."), [Destination.Elsewhere.Instance]);
            case not null and not ApiAddress.Regional when VpcResolver.Judge(call, host.Name, []) is { } answered:
                return answered;
            case ApiAddress.EndpointOwn own:
                return OwnName(call, own);
            case ApiAddress.Fips fips when call.Model.Endpoints.Any(endpoint => Serves(call with { Service = $"{fips.Service}-fips" }, endpoint) is not Truth.No):
                return JudgeIpv4(call with { Service = $"{fips.Service}-fips" }, new ApiAddress.Regional($"{fips.Service}-fips", fips.Region));
            case ApiAddress.Regional regional when regional.Service == call.Service && call.Region.Is(regional.Region) is Truth.Yes:
            case null:
                break;
            case ApiAddress.Global when serving.FirstOrDefault(candidate => candidate.Endpoint.ServiceName.Is($"com.amazonaws.{call.Service}") is not Truth.No).Endpoint is { } own:
                return (Undecided($"Whether {own.Address} takes over {host.Name} is not known.", own.Address), [new Destination.ToEndpoint(own), Destination.ToPublic.Instance]);
            case ApiAddress.DualStackHost when serving.Length > 0:
                return (Undecided("Whether the endpoint's private DNS has this name is not known."),
                    [.. serving.Select(candidate => new Destination.ToEndpoint(candidate.Endpoint)), Destination.ToPublic.Instance]);
            default:
                return (Findings.NotApplicable(HopKind.Name, $"{host.Name} resolves to public addresses."), [Destination.ToPublic.Instance]);
        }

        if (serving.Select(candidate => Refused(call, candidate.Endpoint, candidate.Serves)).FirstOrDefault(hop => hop is not null) is { } refused)
            return (refused, [Destination.ToPublic.Instance]);

        var captures = serving.Select(candidate => (candidate.Endpoint, Truth: candidate.Serves.And(Captures(call, candidate.Endpoint)))).ToArray();
        if (host is not null && VpcResolver.Judge(call, call.ServiceHost, [.. serving.Zip(captures, (one, two) => (one.Endpoint, one.Serves, two.Truth))]) is { } told)
            return told;

        var takers = captures.Where(capture => capture.Truth is Truth.Yes).Select(capture => capture.Endpoint).ToArray();
        if (takers is [var first, var second, ..])
            return (TakenTwice(call, first, second), [new Destination.ToEndpoint(first)]);
        var perhaps = captures.Where(capture => capture.Truth is not Truth.No).Select(capture => capture.Endpoint).ToArray();
        if (host is not null && takers is [var sure])
        {
            return perhaps.FirstOrDefault(endpoint => endpoint != sure) is { } other
                ? (Undecided($"{sure.Address} takes over {call.ServiceHost}, unless {other.Address} asks for the same name: then AWS refuses one of them.",
                    other.Address, "private_dns_enabled"), [.. perhaps.Select(endpoint => new Destination.ToEndpoint(endpoint))])
                : (Addressed(call, sure) ?? Taken(call, sure), [new Destination.ToEndpoint(sure)]);
        }

        if (Doubt(call, host) is { } doubt)
            return (doubt, [.. perhaps.Select(endpoint => new Destination.ToEndpoint(endpoint)), Destination.ToPublic.Instance, Destination.Elsewhere.Instance]);
        if (perhaps.Length > 0)
            return (Doubt(call, perhaps[0]), [.. perhaps.Select(endpoint => new Destination.ToEndpoint(endpoint)), Destination.ToPublic.Instance]);

        return serving.Length == 0
            ? (Findings.NotApplicable(HopKind.Name,
                $"{call.ServiceHost} resolves to public addresses: no interface endpoint for it in the VPC."), [Destination.ToPublic.Instance])
            : GivenToTheCode(call, serving) is { } given
                ? (Undecided($"{given.Endpoint.Address} has no private DNS, and its own name is in the environment of {call.Caller.Address}, whose code may call it by that.", given.Endpoint.Address, "private_dns_enabled"),
                    [new Destination.ToEndpoint(given.Endpoint), Destination.ToPublic.Instance])
                : (NotTakenOver(call, serving), [Destination.ToPublic.Instance]);
    }

    /// <summary>An endpoint whose own DNS name a variable of the caller holds, whatever the variable is called.</summary>
    private static (VpcEndpoint Endpoint, Truth Serves)? GivenToTheCode(ApiCall call, (VpcEndpoint Endpoint, Truth Serves)[] serving) =>
        call.Caller.Environment.TryGet(out var environment)
        && serving.FirstOrDefault(candidate => environment.Values.Any(value => value.Text() is { } text
            && (candidate.Endpoint.DnsNames.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase))
                || (candidate.Endpoint.Id.TryGet(out var id) && text.Contains($"{id}-", StringComparison.OrdinalIgnoreCase))))) is { Endpoint: not null } found
            ? found : null;

    private static Hop TakenTwice(ApiCall call, VpcEndpoint first, VpcEndpoint second) => Findings.Blocked(HopKind.Name, "PRIVATE_DNS_CONFLICT",
        $"{first.Address} and {second.Address} both ask for private DNS for {call.ServiceHost} in one VPC: AWS refuses the second.",
        $"Remove {second.Address}, or set private_dns_enabled = false on it; one endpoint takes all the subnets.", second.Address, "private_dns_enabled");

    /// <summary>Whether it is an endpoint for this API in the caller's VPC.</summary>
    public static Truth Serves(ApiCall call, VpcEndpoint endpoint) =>
        endpoint.Serves(call.Service, call.Region).And(call.InVpc(endpoint.Vpc));

    private static Truth Captures(ApiCall call, VpcEndpoint endpoint) =>
        endpoint.IsInterface
            .And(endpoint.PrivateDns.IsTrue())
            .And(ForTheVpc(call, endpoint))
            .And(call.Vpc?.DnsSupport.IsTrue() ?? Truth.Undecided)
            .And(call.Vpc?.DnsHostnames.IsTrue() ?? Truth.Undecided)
            .And(call.Vpc?.AmazonDns ?? Truth.Undecided);

    /// <summary>
    /// Whether private DNS is for the VPC's own traffic. S3's is so only where the configuration says it; of DynamoDB's, AWS's pages said that
    /// there is none, and the provider takes it. See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html
    /// </summary>
    private static Truth ForTheVpc(ApiCall call, VpcEndpoint endpoint) => endpoint.PrivateDnsOnlyForInbound switch
    {
        Planned<bool>.Known only => Truths.Of(!only.Value),
        Planned<bool>.Absent when call.Service is "dynamodb" or "dynamodb-streams" => Truth.Undecided,
        Planned<bool>.Absent => Truths.Of(call.Service != "s3"),
        _ => Truth.Undecided,
    };

    /// <summary>What may send the name somewhere that the plan does not show.</summary>
    private static Hop? Doubt(ApiCall call, ApiAddress? host)
    {
        if (host is null)
            return Undecided("Which host the caller calls is not known.");
        if (call.Vpc is not { } vpc)
            return Undecided("The caller's VPC is not in this plan, so what the name resolves to there is not known.");
        if (!vpc.Whole)
            return Undecided($"{vpc.Address} is not made by this plan, so it may have an endpoint or resolvers that are not seen here.", vpc.Address);
        if (vpc.AmazonDns is not Truth.Yes)
            return vpc.DhcpOptions is { } options
                ? Undecided("The VPC's names are resolved by servers that a DHCP option set names.", options, "domain_name_servers")
                : Undecided($"Whether a DHCP option set gives {vpc.Address} resolvers of its own is not known.", vpc.Address);
        return null;
    }

    private static Hop Taken(ApiCall call, VpcEndpoint endpoint) => call.Service == "execute-api"
        ? Findings.Warning(HopKind.Name, "EXECUTE_API_TAKEN_OVER",
            $"Every execute-api host of {call.Region.Text()} resolves to {endpoint.Address} in the whole VPC: private REST APIs are reached by it, and public APIs answer 403 from this VPC.",
            $"Call public APIs by a custom domain name, or set private_dns_enabled = false on {endpoint.Address} and call private ones by its own DNS name.",
            endpoint.Address, "private_dns_enabled")
        : Findings.Passed(HopKind.Name, $"{call.ServiceHost} resolves to {endpoint.Address} in the whole VPC.", endpoint.Address, "private_dns_enabled");

    /// <summary>Which addresses the private name has.</summary>
    /// <returns>Null where IPv4 ones are among them.</returns>
    private static Hop? Addressed(ApiCall call, VpcEndpoint endpoint) => endpoint.DnsRecordType switch
    {
        Planned<string>.Absent or Planned<string>.Known { Value: "ipv4" or "dualstack" } => null,
        Planned<string>.Known { Value: "ipv6" } when call.MayUseIpv6 is Truth.No => Findings.Blocked(HopKind.Name, "NO_IPV4_RECORD",
            $"{endpoint.Address} has dns_record_ip_type = \"ipv6\", so {call.ServiceHost} has no IPv4 address in the VPC, and {call.Caller.Address} has no IPv6.",
            $"Set dns_record_ip_type = \"ipv4\" or \"dualstack\" on {endpoint.Address}.", endpoint.Address, "dns_options"),
        _ => Undecided($"Which addresses {call.ServiceHost} has in the VPC is not known.", endpoint.Address, "dns_options"),
    };

    /// <summary>
    /// S3's private DNS is for names asked from outside the VPC only, unless the configuration says otherwise, and then the VPC's own
    /// traffic has to have a gateway endpoint.
    /// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
    /// </summary>
    private static Hop? Refused(ApiCall call, VpcEndpoint endpoint, Truth serves)
    {
        if (call.Service != "s3" || endpoint.IsInterface.And(endpoint.PrivateDns.IsTrue()).And(serves) is not Truth.Yes
            || endpoint.PrivateDnsOnlyForInbound is Planned<bool>.Known { Value: false } or Planned<bool>.Unknown || GatewayRule.Endpoint(call) is not null
            || call.Vpc is not { Whole: true })
            return null;

        return Findings.Blocked(HopKind.Name, "PRIVATE_DNS_NEEDS_GATEWAY",
            $"{endpoint.Address} has private DNS for inbound Resolver endpoints only, and {call.Vpc.Address} has no gateway endpoint for {call.Service}: AWS refuses it (To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC must have a Gateway endpoint for the service).",
            $"Set private_dns_only_for_inbound_resolver_endpoint = false in dns_options of {endpoint.Address}, or add a gateway endpoint.", endpoint.Address, "dns_options");
    }

    private static Hop Doubt(ApiCall call, VpcEndpoint endpoint) =>
        endpoint.PrivateDns.IsTrue() is Truth.Undecided
            ? Undecided("Whether the endpoint has private DNS is known only after an apply.", endpoint.Address, "private_dns_enabled")
            : call.Vpc is { } vpc && (vpc.DnsSupport.IsTrue() is Truth.Undecided || vpc.DnsHostnames.IsTrue() is Truth.Undecided)
                ? Undecided("Whether the VPC has DNS support and DNS hostnames is not known.", vpc.Address, "enable_dns_hostnames")
                : Undecided($"Whether {endpoint.Address} takes over the name is not known.", endpoint.Address);

    /// <summary>Endpoints for this API, none of which takes over its name.</summary>
    private static Hop NotTakenOver(ApiCall call, (VpcEndpoint Endpoint, Truth Serves)[] serving)
    {
        var vpc = call.Vpc!;
        var wantsName = serving.Select(candidate =>
            (candidate.Endpoint, Truth: candidate.Serves.And(candidate.Endpoint.IsInterface).And(candidate.Endpoint.PrivateDns.IsTrue()).And(ForTheVpc(call, candidate.Endpoint)))).ToArray();
        var flag = vpc.DnsSupport.IsTrue() is Truth.No ? "enable_dns_support" : "enable_dns_hostnames";
        if (wantsName.FirstOrDefault(wants => wants.Truth is Truth.Yes).Endpoint is { } refused)
            return Findings.Blocked(HopKind.Name, "VPC_DNS_OFF",
                $"{vpc.Address} has {flag} = false, without which AWS refuses private DNS on {refused.Address}.",
                $"Set {flag} = true on {vpc.Address}.", vpc.Address, flag);
        if (wantsName.FirstOrDefault(wants => wants.Truth is Truth.Undecided).Endpoint is { } unsure)
            return Findings.Undecided(HopKind.Name, "VPC_DNS_OFF",
                $"{vpc.Address} has {flag} = false, and whether {unsure.Address} asks for private DNS is not known.", vpc.Address, flag);

        return serving.FirstOrDefault(candidate => candidate.Serves.And(candidate.Endpoint.IsInterface).And(candidate.Endpoint.PrivateDns.IsTrue().Not()) is Truth.Yes).Endpoint is { } passed
            ? Findings.Warning(HopKind.Name, "PRIVATE_DNS_OFF",
                $"{call.ServiceHost} resolves to public addresses, past {passed.Address}: its private_dns_enabled is false, which is the provider's default.",
                $"Set private_dns_enabled = true on {passed.Address}.", passed.Address, "private_dns_enabled")
            : Findings.NotApplicable(HopKind.Name, $"{call.ServiceHost} resolves to public addresses.");
    }

    private static (Hop, IReadOnlyList<Destination>) OwnName(ApiCall call, ApiAddress.EndpointOwn own)
    {
        var endpoint = call.Model.Endpoints.FirstOrDefault(endpoint => VpcResolver.IsNameOf(endpoint, own.Host));
        return endpoint is not null && Serves(call, endpoint) is Truth.Yes
            ? (Findings.Passed(HopKind.Name, $"The caller uses the own DNS name of {endpoint.Address}.", endpoint.Address), [new Destination.ToEndpoint(endpoint)])
            : (Undecided($"{own.Host} is the name of an endpoint that is not known to serve this VPC."), [Destination.Elsewhere.Instance]);
    }

    private static Hop Undecided(string message, string? address = null, string? attribute = null) =>
        Findings.Undecided(HopKind.Name, "NAME_UNKNOWN", message, address, attribute);
}
