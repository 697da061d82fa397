using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The caller's security groups have to let the service's port out; they are stateful, so the answer needs no rule.</summary>
internal static class CallerEgressRule
{
    private const HopKind Kind = HopKind.CallerEgress;
    private const string Code = "ENI_SG_RULES_MISMATCH";

    public static Hop ToEndpoint(Journey journey, EndpointSide endpoint)
    {
        var pairs = Pairs.Judge([Subnet.Unknown], endpoint.Subnets, (_, other) => journey.Security.LetsOut(
            journey.With(AddressSet.Of(other.Block), endpoint.Security.Ids)));
        return Answer(journey, pairs.Answer, $"the endpoint's {endpoint.Security.Label}", Endpoint(journey, endpoint));
    }

    public static Hop ToPublic(Journey journey)
    {
        var answer = journey.Security.LetsOut(journey.With(AddressSet.AwsPublic.Instance, []));
        return Answer(journey, answer, AddressSet.AwsPublic.Instance.ToString(), Add(journey, "cidr_ipv4 = \"0.0.0.0/0\""));
    }

    /// <summary>To the service's public addresses, which the endpoint's prefix list names.</summary>
    public static Hop ToGateway(Journey journey, VpcEndpoint endpoint)
    {
        var answer = journey.Security.LetsOut(journey.With(AddressSet.AwsPublic.Instance, []));
        return Answer(journey, answer, $"the public addresses of {journey.Service}", Add(journey, $"prefix_list_id = {endpoint.Address}.prefix_list_id"));
    }

    public static Hop ToAddress(Journey journey, AddressSet address, string destination) =>
        Answer(journey, journey.Security.LetsOut(journey.With(address, [])), destination, Add(journey, $"cidr_ipv4 = \"{address}\""));

    /// <summary>For a destination that is not known: without a rule for the port at all, nothing leaves.</summary>
    public static Hop ToAnywhere(Journey journey)
    {
        var any = journey.Security.Complete && journey.Security.Groups.All(group =>
            group.Egress is { Complete: true, Perhaps: [] } && group.Egress.Rules.Any(Speaks) is Truth.No);
        return any
            ? Answer(journey, Truth.No, "any address", Add(journey, "the endpoint's group as referenced_security_group_id"))
            : Findings.Undecided(Kind, Code, "Where the traffic goes is not known, so neither is whether it may leave.", journey.Security.Address, "egress");

        Truth Speaks(TrafficRule rule) => rule.Peers.Count == 0 ? Truth.No : rule.AllowsTcp(journey.Port);
    }

    private static Hop Answer(Journey journey, Truth answer, string destination, string fix) => answer switch
    {
        Truth.Yes when journey.Security.InTwoPlaces(group => group.Egress) is { } group => Findings.Undecided(Kind, "RULES_IN_TWO_PLACES",
            $"{group.Address} has egress of its own beside rules that are resources: each apply takes away what the other made.",
            group.Address, "egress", $"Remove egress from {group.Address}, and write its rules as aws_vpc_security_group_egress_rule."),
        Truth.Yes => Findings.Passed(Kind, $"{journey.Security.Label}: tcp {journey.Port} may leave to {destination}.", journey.Security.Address, "egress"),
        Truth.No => Findings.Blocked(Kind, Code, Refusal(journey, destination), fix, journey.Security.Address, "egress"),
        _ => Findings.Undecided(Kind, Code,
            $"Whether {journey.Security.Label} lets tcp {journey.Port} out to {destination} is not known.", journey.Security.Address, "egress"),
    };

    private static string Refusal(Journey journey, string destination)
    {
        var count = journey.Security.Groups.Sum(group => group.Egress.Rules.Count);
        var type = journey.Security.Label.Contains("aws_default_security_group.", StringComparison.Ordinal) ? "aws_default_security_group" : "aws_security_group";
        return count == 0
            ? $"{journey.Security.Label} has no egress rule: Terraform's {type} removes AWS's allow-all egress, which CloudFormation and SAM keep."
            : $"{journey.Security.Label}: {(count == 1 ? "its one egress rule does not let" : $"none of its {count} egress rules lets")} tcp {journey.Port} out to {destination}.";
    }

    private static string Endpoint(Journey journey, EndpointSide endpoint) => endpoint.Security.Groups.Count > 0
        ? Add(journey, $"referenced_security_group_id = {endpoint.Security.Reference}")
        : Add(journey, "the endpoint's group as referenced_security_group_id");

    private static string Add(Journey journey, string destination) =>
        $"Add resource \"aws_vpc_security_group_egress_rule\" with security_group_id = {journey.Security.Reference}, {destination}, "
        + $"ip_protocol = \"tcp\", from_port = {journey.Port}, to_port = {journey.Port}.";
}
