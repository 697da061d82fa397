using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// Subnets and security groups of one thing have to be of one VPC: AWS refuses to make it otherwise. A group without vpc_id is in the
/// account's default VPC, which is seldom the one that the plan makes. So are a subnet's route table and network ACL.
/// </summary>
internal static class SameVpcRule
{
    private const string Code = "IN_ANOTHER_VPC";

    /// <param name="holder">The function or endpoint.</param>
    /// <param name="attribute">Its attribute that names what lies elsewhere, by whether that is a subnet.</param>
    public static IEnumerable<Hop> Judge(
        ApiCall call, HopKind kind, string holder, Func<bool, string> attribute, IEnumerable<Subnet> subnets, IEnumerable<SecurityGroup> groups)
    {
        if (call.Vpc is not { } vpc)
            yield break;

        subnets = [.. subnets];
        foreach (var hop in Associated(call, kind, subnets))
            yield return hop;

        var parts = subnets.Where(subnet => subnet != Subnet.Unknown).Select(subnet => (Part: (CloudResource)subnet, subnet.Vpc, IsSubnet: true))
            .Concat(groups.Where(group => group.Whole).Select(group => ((CloudResource)group, group.Vpc, false)));
        foreach (var (part, of, isSubnet) in parts)
        {
            var isHere = of is Planned<string>.Absent ? vpc.Whole ? Truth.No : Truth.Undecided : call.InVpc(of);
            if (isHere is Truth.No)
            {
                yield return Findings.Blocked(kind, Code,
                    of is Planned<string>.Absent
                        ? $"{part.Address} has no vpc_id, so it is in the account's default VPC, and {holder} is in {vpc.Address}: AWS refuses that."
                        : $"{part.Address} is in another VPC than {vpc.Address}, and AWS takes {holder} in one VPC only.",
                    $"Set vpc_id = {vpc.Address}.id on {part.Address}, or name one of that VPC in {attribute(isSubnet)} of {holder}.", part.Address, "vpc_id");
            }
            else if (isHere is Truth.Undecided)
            {
                yield return Findings.Undecided(kind, Code, $"Whether {part.Address} is in {vpc.Address} is not known.", part.Address, "vpc_id");
            }
        }
    }

    /// <summary>See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html: both are of one VPC.</summary>
    private static IEnumerable<Hop> Associated(ApiCall call, HopKind kind, IEnumerable<Subnet> subnets)
    {
        foreach (var subnet in subnets.Where(subnet => call.InVpc(subnet.Vpc) is Truth.Yes))
        {
            var (table, acl) = (call.Model.RouteTables.Find(subnet.RouteTable), call.Model.NetworkAcls.Find(subnet.NetworkAcl));
            foreach (var (part, of) in new[] { ((CloudResource?)table, table?.Vpc), (acl, acl?.Vpc) })
            {
                if (part is null || of is null or Planned<string>.Absent || call.InVpc(of) is Truth.Yes)
                    continue;
                yield return call.InVpc(of) is Truth.No
                    ? Findings.Blocked(kind, Code, $"{part.Address} is in another VPC than {subnet.Address}: AWS refuses to associate them.",
                        $"Set vpc_id = {call.Vpc!.Address}.id on {part.Address}, or associate {subnet.Address} with one of that VPC.", part.Address, "vpc_id")
                    : Findings.Undecided(kind, Code, $"Whether {part.Address} is in {call.Vpc!.Address} is not known, and {subnet.Address} is associated with it.", part.Address, "vpc_id");
            }
        }
    }
}
