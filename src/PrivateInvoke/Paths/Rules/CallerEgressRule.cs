using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The caller's security groups have to let the service's port out; they are stateful, so the answer needs no rule.</summary>
internal static class CallerEgressRule
{
    private const HopKind Kind = HopKind.CallerEgress;
    private const string Code = "ENI_SG_RULES_MISMATCH";

    public static Hop ToEndpoint(ApiCall call, EndpointSide endpoint)
    {
        return Answer(call, Judge, $"the endpoint's {endpoint.Security.Label}", Endpoint(call, endpoint));

        Truth Judge(SecuritySide side) => Pairs.Judge([Subnet.Unknown], endpoint.Subnets, (_, other) =>
            side.LetsOut(call.With(AddressSet.Of(other.Block), endpoint.Security.Ids))).Answer;
    }

    public static Hop ToPublic(ApiCall call) =>
        ToAddress(call, AddressSet.AwsPublic.Instance, AddressSet.AwsPublic.Instance.ToString(), "cidr_ipv4 = \"0.0.0.0/0\"");

    /// <summary>To the service's public addresses, which the endpoint's prefix list names.</summary>
    public static Hop ToGateway(ApiCall call, VpcEndpoint endpoint) => ToAddress(
        call, AddressSet.AwsPublic.Instance, $"the public addresses of {call.Service}", $"prefix_list_id = {endpoint.Address}.prefix_list_id");

    public static Hop ToAddress(ApiCall call, AddressSet address, string destination) =>
        ToAddress(call, address, destination, $"cidr_ipv4 = \"{address}\"");

    private static Hop ToAddress(ApiCall call, AddressSet address, string destination, string added) =>
        Answer(call, side => side.LetsOut(call.With(address, [])), destination, Add(call, added));

    /// <summary>For a destination that is not known: without a rule for the port at all, nothing leaves.</summary>
    public static Hop ToAnywhere(ApiCall call)
    {
        var any = call.Security.Complete && call.Security.Groups.All(group =>
            group.Egress is { Complete: true, Perhaps: [] } && group.Egress.Rules.Any(Speaks) is Truth.No);
        return any
            ? Answer(call, _ => Truth.No, "any address", Add(call, call.Service is "s3" or "dynamodb"
                ? "the gateway endpoint's list as prefix_list_id"
                : "the endpoint's group as referenced_security_group_id"))
            : Findings.Undecided(Kind, Code, "Where the traffic goes is not known, so neither is whether it may leave.", call.Security.Address, "egress");

        Truth Speaks(TrafficRule rule) => rule.Peers.Count == 0 ? Truth.No : rule.AllowsTcp(call.Port);
    }

    private static Hop Answer(ApiCall call, Func<SecuritySide, Truth> judge, string destination, string fix) => judge(call.Security) switch
    {
        Truth.Yes when call.Security.InTwoPlaces(group => group.Egress) is { } group =>
            TwoPlaces.Judge(Kind, group, "egress", judge(call.Security.Lasting)),
        Truth.Yes => Findings.Passed(Kind, $"{call.Security.Label}: tcp {call.Port} may leave to {destination}.", call.Security.Address, "egress"),
        Truth.No => Findings.Blocked(Kind, Code, Refusal(call, destination), fix, call.Security.Address, "egress"),
        _ => Findings.Undecided(Kind, Code,
            $"Whether {call.Security.Label} lets tcp {call.Port} out to {destination} is not known.", call.Security.Address, "egress"),
    };

    private static string Refusal(ApiCall call, string destination)
    {
        var count = call.Security.Groups.Sum(group => group.Egress.Rules.Count);
        var type = call.Security.Label.Contains("aws_default_security_group.", StringComparison.Ordinal) ? "aws_default_security_group" : "aws_security_group";
        return count == 0
            ? $"{call.Security.Label} has no egress rule: Terraform's {type} removes AWS's allow-all egress, which CloudFormation and SAM keep."
            : $"{call.Security.Label}: {(count == 1 ? "its one egress rule does not let" : $"none of its {count} egress rules lets")} tcp {call.Port} out to {destination}.";
    }

    private static string Endpoint(ApiCall call, EndpointSide endpoint) => endpoint.Security.Groups.Count > 0
        ? Add(call, $"referenced_security_group_id = {endpoint.Security.Reference}")
        : Add(call, "the endpoint's group as referenced_security_group_id");

    private static string Add(ApiCall call, string destination) =>
        $"Add resource \"aws_vpc_security_group_egress_rule\" with security_group_id = {call.Security.Reference}, {destination}, "
        + $"ip_protocol = \"tcp\", from_port = {call.Port}, to_port = {call.Port}.";
}
