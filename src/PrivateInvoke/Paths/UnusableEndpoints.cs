using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>
/// Interface endpoints that cost money and let nobody through, which no single path shows. Each is told once, with a path of its VPC
/// where there is one.
/// </summary>
internal static class UnusableEndpoints
{
    public static IReadOnlyList<InvokePath> Mark(CloudModel model, string service, IReadOnlyList<InvokePath> paths)
    {
        if (paths.Count == 0 || model.Endpoints.Count == 0)
            return paths;

        var marked = paths.ToArray();
        var callers = new Callers(model);
        foreach (var endpoint in model.Endpoints.Where(endpoint => endpoint.IsInterface is Truth.Yes))
        {
            var at = Array.FindIndex(marked, path => callers.MayRunIn(endpoint, path.Caller.Address!));
            // A path that comes to it and is stopped there says so itself.
            if (Unusable(model, callers, service, endpoint) is { } hop && !marked.Any(path => Told(path, endpoint)))
                marked[Math.Max(at, 0)] = With(marked[Math.Max(at, 0)], hop);
        }

        return marked;
    }

    private static Hop? Unusable(CloudModel model, Callers callers, string service, VpcEndpoint endpoint)
    {
        var vpc = model.Vpcs.Find(endpoint.Vpc);
        if (Closed(model, endpoint, vpc) is { } groups)
            return Findings.Warning(HopKind.EndpointPlacement, "ENDPOINT_ADMITS_NOBODY",
                $"{endpoint.Address} admits nobody: {groups} has no ingress rule for the port of its service.",
                $"Add an ingress rule for that port, or remove {endpoint.Address}, which costs by the hour.", endpoint.Address, "security_group_ids");
        // Other things than functions use other services' endpoints.
        return vpc is not null && endpoint.Serves(service, model.Region) is Truth.Yes && !callers.AnyMayRunIn(endpoint)
            ? Findings.Warning(HopKind.EndpointPlacement, "ENDPOINT_WITHOUT_CALLER",
                $"{endpoint.Address} is in {vpc.Address}, where no function of this plan runs.",
                $"Move {endpoint.Address} to the callers' VPC, or remove it, which costs by the hour.", endpoint.Address, "vpc_id")
            : null;
    }

    /// <returns>The groups, if it is known that none lets its service's port in from anywhere.</returns>
    private static string? Closed(CloudModel model, VpcEndpoint endpoint, Vpc? vpc)
    {
        var name = endpoint.ServiceName.Text() ?? "";
        var ports = ServicePorts.Of(name.Split('.', 4) is [_, _, _, var service] ? service : name);
        var ids = endpoint.Groups.Count > 0 ? endpoint.Groups : [vpc?.DefaultSecurityGroup ?? Planned<string>.Unknown.Instance];
        var side = SecuritySide.Of(model, ids);
        return side.Complete && side.Groups.All(group => group.Ingress is { Complete: true, Perhaps: [] }
            && group.Ingress.Rules.All(rule => rule.Peers.Count == 0 || ports.All(port => rule.AllowsTcp(port) is Truth.No)))
                ? side.Label
                : null;
    }

    private static bool Told(InvokePath path, VpcEndpoint endpoint) => path.Via is Via.InterfaceEndpoint
        && path.Hops.Any(hop => hop is { Kind: HopKind.EndpointIngress, Result: HopResult.Blocked })
        && path.Hops.Any(hop => hop.Kind is HopKind.EndpointPlacement && hop.Address == endpoint.Address);

    private static InvokePath With(InvokePath path, Hop hop) => path with { Hops = [.. path.Hops.Append(hop).OrderBy(one => one.Kind)] };

    /// <summary>Which VPCs the functions run in, as far as it is known.</summary>
    private sealed class Callers
    {
        private readonly Dictionary<string, HashSet<string?>> _vpcs;

        public Callers(CloudModel model) => _vpcs = model.Functions
            .Where(function => function.VpcConfig is not Planned<VpcConfig>.Absent)
            .ToDictionary(function => function.Address, function => function.VpcConfig.TryGet(out var config) && config.Subnets.Count > 0
                ? config.Subnets.Select(id => model.Subnets.Find(id)?.Vpc.Text()).ToHashSet()
                : [null]);

        /// <summary>True as well where it is not known.</summary>
        public bool MayRunIn(VpcEndpoint endpoint, string function) =>
            _vpcs.TryGetValue(function, out var vpcs) && (vpcs.Contains(null) || !endpoint.Vpc.TryGet(out var vpc) || vpcs.Contains(vpc));

        public bool AnyMayRunIn(VpcEndpoint endpoint) => _vpcs.Keys.Any(function => MayRunIn(endpoint, function));
    }
}
