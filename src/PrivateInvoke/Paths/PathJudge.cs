using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Paths.Rules;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>
/// Judges one invoke path, hop by hop. Pure, and fast enough to ask again with every change of the model. Where the plan leaves open
/// which way the packets take, a hop blocks only if every way is blocked.
/// </summary>
public static class PathJudge
{
    public static InvokePath Judge(CloudModel model, Function caller, Function callee) =>
        Judge(model, caller, CalleeReference.Of(callee));

    /// <param name="callee">Null asks for the way to the service's API alone.</param>
    /// <param name="service">As in <c>com.amazonaws.REGION.SERVICE</c>.</param>
    public static InvokePath Judge(CloudModel model, Function caller, CalleeReference? callee, string service = "lambda") =>
        AnyQualifier.Settle(JudgeOne(model, caller, callee, service),
            [.. callee?.OtherQualifiers.Select(qualifier => JudgeOne(model, caller, callee.By(qualifier), service)) ?? []]);

    private static InvokePath JudgeOne(CloudModel model, Function caller, CalleeReference? callee, string service)
    {
        var call = ApiCall.Of(model, caller, callee, service);
        var (via, destinations, hops) = caller.VpcConfig switch
        {
            Planned<VpcConfig>.Absent => FromAws(),
            Planned<VpcConfig>.Known => FromVpc(call),
            _ => (Via.None, [Destination.FromAws.Instance, Destination.Elsewhere.Instance],
                [Findings.Undecided(HopKind.EniSetup, "VPC_CONFIG_UNKNOWN", $"Whether {caller.Address} is in a VPC is not known.", caller.Address, "vpc_config")]),
        };

        IEnumerable<Hop>[] all =
        [
            RoleTrustRule.Judge(call),
            ReservedVariableRule.Judge(call),
            hops,
            EniSetupRule.JudgeCallee(call).Where(hop => !hops.Any(other => other.Code == hop.Code && other.Address == hop.Address)),
            callee?.Url is { } url ? FunctionUrlRule.Judge(call, url, destinations) : IdentityPolicyRule.Judge(call, destinations),
            OrganizationRule.Judge(call, destinations),
            callee?.Url is null ? ResourcePolicyRule.Judge(call, destinations) : [],
            CalleeRule.Judge(call),
            ConcurrencyRule.Judge(call),
            TimeoutsRule.Judge(call),
            RecursionRule.Judge(call),
            TelemetryRule.Judge(call),
            UnreadRule.Judge(call, destinations),
        ];
        return new InvokePath
        {
            Caller = new PathEnd(caller.Address, caller.Label),
            Callee = callee?.End ?? new PathEnd(null, call.ServiceHost),
            Service = service,
            Via = via,
            Hops = [.. all.SelectMany(found => found).OrderBy(hop => hop.Kind)],
        };
    }

    private static (Via, IReadOnlyList<Destination>, IReadOnlyList<Hop>) FromAws() =>
        (Via.AwsNetwork, [Destination.FromAws.Instance],
            [Findings.NotApplicable(HopKind.EniSetup, "The caller is in no VPC: it reaches the API from Lambda's own network.")]);

    /// <summary>A client connects to one of the service's ports: the path is that of the port that gets the furthest.</summary>
    private static (Via, IReadOnlyList<Destination>, IReadOnlyList<Hop>) FromVpc(ApiCall call)
    {
        var ports = ServicePorts.Of(call.Service);
        if (ports.Count == 1)
            return ByPort(call);
        return ports.Select(port => ByPort(call with { Port = port })).MinBy(judged => judged.Hops.Sum(hop => hop.Result switch
        {
            HopResult.Blocked => 1000,
            HopResult.Undecided => 1,
            _ => 0,
        }));
    }

    private static (Via Via, IReadOnlyList<Destination> Destinations, IReadOnlyList<Hop> Hops) ByPort(ApiCall call)
    {
        var url = call.Callee?.Url;
        var (hostHop, host) = url is null ? ApiHostRule.Judge(call) : (FunctionUrlRule.Host(call, url).Hop, null);
        if (url is not null)
            call = call with { Service = FunctionUrlRule.Service, CalledHost = FunctionUrlRule.Host(call, url).Host };
        else if (host is not null)
            call = call with { CalledHost = host.Name };
        var (name, destinations) = url is null ? NameRule.Judge(call, host) : NameRule.JudgePublic(call);
        if (hostHop.Result is not HopResult.Blocked && ProxyRule.Judge(call, call.CalledHost) is { } proxy)
            (hostHop, destinations) = (proxy.Hop, [.. destinations, proxy.Destination]);
        var gateway = destinations.Contains(Destination.ToPublic.Instance) ? GatewayRule.Judge(call) : null;
        var judged = destinations.Select(destination => destination is Destination.ToPublic && gateway is { } way ? way.Hops : NetworkHops.Of(call, destination)).ToArray();
        if (destinations is [Destination.ToPublic] && gateway is { } only)
            destinations = only.Destinations;
        if (Intended(call, name, destinations, judged) is { } endpoint)
        {
            (hostHop, name) = (Strand(hostHop), Strand(name));
            destinations = [new Destination.ToEndpoint(endpoint)];
            judged = [NetworkHops.Of(call, destinations[0])];
        }

        var chosen = judged.Length == 1 ? judged[0] : Undecided(judged);
        var arrives = hostHop.Result is not HopResult.Blocked && name.Result is not HopResult.Blocked;
        return (arrives ? chosen.Via : Via.None, destinations,
            [.. EniSetupRule.Judge(call), hostHop, name, .. chosen.Hops, .. arrives ? Unused(call, destinations) : []]);
    }

    /// <summary>
    /// An endpoint is there, and the traffic goes past it, to nowhere: then the endpoint is the way that was meant, what leads past
    /// it is what blocks, and the endpoint's own hops are worth knowing too.
    /// </summary>
    /// <returns>Null when what the caller reaches is what it was meant to reach.</returns>
    private static VpcEndpoint? Intended(ApiCall call, Hop name, IReadOnlyList<Destination> destinations, NetworkHops[] judged)
    {
        var stranded = judged is [var only] && only.Hops.Any(hop => hop is { Kind: HopKind.Route or HopKind.Nat, Result: HopResult.Blocked });
        return destinations is [Destination.ToPublic] && (stranded || name.Result is HopResult.Blocked)
            ? call.Model.Endpoints.FirstOrDefault(endpoint =>
                NameRule.Serves(call, endpoint) is Truth.Yes && !GatewayRule.IsOne(call, endpoint))
            : null;
    }

    private static Hop Strand(Hop hop) => hop.Code is "PRIVATE_DNS_OFF" or "PRIVATE_DNS_BYPASSED"
        ? hop with { Result = HopResult.Blocked, Message = $"{hop.Message[..^1]}; the caller's subnets have no way out to those addresses." }
        : hop;

    private static NetworkHops Undecided(NetworkHops[] judged)
    {
        var first = judged[0];
        if (!Array.TrueForAll(judged, hops => hops.IsBlocked))
            return first with { Hops = [.. first.Hops.Select(Soften)] };

        // What stops every way is certain; what stops this one alone depends on which it is.
        var everywhere = first.Hops.Where(hop => hop.Result is HopResult.Blocked).Select(hop => hop.Kind)
            .Where(kind => Array.TrueForAll(judged, hops => hops.Hops.Any(hop => hop.Kind == kind && hop.Result is HopResult.Blocked))).ToHashSet();
        return everywhere.Count == 0 ? first : first with { Hops = [.. first.Hops.Select(hop => everywhere.Contains(hop.Kind) ? hop : Soften(hop))] };
    }

    private static Hop Soften(Hop hop) => hop.Result is HopResult.Blocked
        ? hop with { Result = HopResult.Undecided, Message = $"If the caller's traffic goes this way: {hop.Message}" }
        : hop;

    private static IEnumerable<Hop> Unused(ApiCall call, IReadOnlyList<Destination> destinations)
    {
        // A callee of another region is called there, by a name that the endpoint does not take over.
        if (destinations is not [Destination.ToEndpoint { Endpoint: var endpoint }] || CalleeRule.IsElsewhere(call))
            return [];
        return RouteRule.ToPublic(call).FirstOrDefault(route => route.End is RouteEnd.Nat) is { Nat: { } nat }
            ? [Findings.Warning(HopKind.Nat, "NAT_NOT_USED",
                $"{nat.Address} gets none of these calls: {endpoint.Address} takes them.",
                $"Remove {nat.Address} if nothing else needs the internet.", nat.Address)]
            : [];
    }
}
