using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cost;

/// <summary>What of a plan costs by the hour; where it has only one of the two, the other is what would take its place.</summary>
/// <param name="HasEndpoint">False: one endpoint, in the zones of the functions that are in a VPC.</param>
/// <param name="HasNat">False: one gateway, which one zone's failure stops.</param>
internal sealed record PlannedParts(int Endpoints, int EndpointZones, bool HasEndpoint, int NatGateways, bool HasNat)
{
    public static PlannedParts Of(CloudModel model)
    {
        var endpoints = model.Endpoints.Where(endpoint => endpoint.IsInterface is Truth.Yes).ToArray();
        // An endpoint has at most one subnet a zone.
        var zones = endpoints.Length > 0 ? endpoints.Sum(endpoint => Math.Max(1, endpoint.Subnets.Count)) : ZonesOfFunctions(model);
        var gateways = model.NatGateways.Count;
        return new PlannedParts(Math.Max(1, endpoints.Length), zones, endpoints.Length > 0, Math.Max(1, gateways), gateways > 0);
    }

    /// <summary>The address of what is in subnets that the plan does not tell, so that nobody can count its zones; null where all can be.</summary>
    public static string? Uncounted(CloudModel model)
    {
        var endpoints = model.Endpoints.Where(endpoint => endpoint.IsInterface is Truth.Yes).ToArray();
        return endpoints.Length > 0
            ? endpoints.FirstOrDefault(endpoint => HasUnknown(endpoint.Subnets))?.Address
            : model.Functions.FirstOrDefault(function => function.VpcConfig is Planned<VpcConfig>.Unknown
                || (function.VpcConfig is Planned<VpcConfig>.Known known && HasUnknown(known.Value.Subnets)))?.Address;

        static bool HasUnknown(IReadOnlyList<Planned<string>> subnets) => subnets.Any(subnet => subnet is Planned<string>.Unknown);
    }

    private static int ZonesOfFunctions(CloudModel model)
    {
        var subnets = model.Functions
            .SelectMany(function => function.VpcConfig is Planned<VpcConfig>.Known known ? known.Value.Subnets : [])
            .Distinct()
            .ToArray();
        var zones = subnets.Select(subnet => model.Subnets.Find(subnet)?.Zone).ToArray();

        // Where a subnet's zone is left to AWS, each may be in one of its own.
        return Math.Max(1, zones.All(zone => zone is Planned<string>.Known) ? zones.Distinct().Count() : subnets.Length);
    }
}
