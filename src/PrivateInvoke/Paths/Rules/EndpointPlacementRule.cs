using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>An interface endpoint needs network interfaces: at least one subnet, and no two of one zone.</summary>
internal static class EndpointPlacementRule
{
    private const HopKind Kind = HopKind.EndpointPlacement;

    public static IEnumerable<Hop> Judge(ApiCall call, EndpointSide side)
    {
        var endpoint = side.Endpoint;
        if (endpoint.IsInterface is Truth.No)
        {
            yield return Findings.Blocked(Kind, "NOT_AN_INTERFACE_ENDPOINT",
                $"{endpoint.Address} is of type {endpoint.Type.Text()}; {call.Service} has interface endpoints only.",
                $"Set vpc_endpoint_type = \"Interface\" on {endpoint.Address} (the provider's default is \"Gateway\").",
                endpoint.Address, "vpc_endpoint_type");
            yield break;
        }

        if (endpoint.Subnets.Count == 0)
        {
            yield return Findings.Blocked(Kind, "NO_ENDPOINT_SUBNET",
                $"{endpoint.Address} is in no subnet, so it has no network interface.",
                $"Set subnet_ids on {endpoint.Address} to one subnet a zone, the caller's zones first.", endpoint.Address, "subnet_ids");
            yield break;
        }

        // Which VPC an endpoint that may be of another one is in is said below.
        var misplaced = NameRule.Serves(call, endpoint) is not Truth.Yes ? [] : SameVpcRule.Judge(
            call, Kind, endpoint.Address, isSubnet => isSubnet ? "subnet_ids" : "security_group_ids", side.Subnets, side.Security.Groups).ToArray();
        if (misplaced.Length > 0)
        {
            foreach (var hop in misplaced)
                yield return hop;

            yield break;
        }

        if (SameZone(side) is { } zone)
        {
            yield return Findings.Blocked(Kind, "TWO_SUBNETS_IN_A_ZONE",
                $"{endpoint.Address} has two subnets in {zone}; AWS refuses more than one a zone.",
                $"Leave one subnet of {zone} in subnet_ids.", endpoint.Address, "subnet_ids");
            yield break;
        }

        if (!OfOneKnownZoneEach(side))
        {
            yield return Findings.Undecided(Kind, "TWO_SUBNETS_IN_A_ZONE",
                $"Whether the subnets of {endpoint.Address} are of different zones is not known, and AWS refuses two of one zone.",
                endpoint.Address, "subnet_ids", "Set availability_zone on each of its subnets.");
            yield break;
        }

        if (endpoint.IsInterface.And(NameRule.Serves(call, endpoint)) is Truth.Undecided
            || endpoint.AddressType.Text() is not ("ipv4" or "dualstack"))
        {
            yield return Findings.Undecided(Kind, "ENDPOINT_UNKNOWN",
                $"Whether {endpoint.Address} is an IPv4 interface endpoint for {call.Service} in the caller's VPC is not known.", endpoint.Address);
            yield break;
        }

        yield return Uncovered(call, side) is { Length: > 0 } zones
            ? Findings.Warning(Kind, "ZONE_WITHOUT_ENDPOINT",
                $"{endpoint.Address} has no interface in {string.Join(", ", zones)}, where the caller also runs: calls from there cross zones.",
                "Add a subnet of each of these zones to subnet_ids.", endpoint.Address, "subnet_ids")
            : Findings.Passed(Kind, $"{endpoint.Address} has {Interfaces(endpoint)} in the caller's VPC.", endpoint.Address, "subnet_ids");
    }

    private static string Interfaces(VpcEndpoint endpoint) =>
        endpoint.Subnets.Count == 1 ? "an interface" : $"interfaces in {endpoint.Subnets.Count} subnets";

    private static string? SameZone(EndpointSide side) =>
        side.Subnets.Select(subnet => subnet.Zone.Text()).OfType<string>().GroupBy(zone => zone).FirstOrDefault(zone => zone.Count() > 1)?.Key;

    // Zones have names (us-east-1a) and ids (use1-az1), and which is which differs between accounts.
    private static bool OfOneKnownZoneEach(EndpointSide side)
    {
        var zones = side.Subnets.Select(subnet => subnet.Zone.Text()).ToArray();
        return zones.Length < 2 || (!zones.Contains(null) && zones.Select(zone => zone!.Contains("-az", StringComparison.Ordinal)).Distinct().Count() == 1);
    }

    private static string[] Uncovered(ApiCall call, EndpointSide side)
    {
        var covered = side.Subnets.Select(subnet => subnet.Zone.Text()).ToArray();
        return covered.Contains(null) ? []
            : [.. call.Subnets.Select(subnet => subnet.Zone.Text()).OfType<string>().Distinct().Where(zone => !covered.Contains(zone))];
    }
}
