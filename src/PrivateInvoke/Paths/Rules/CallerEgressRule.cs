using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The caller's security groups have to let tcp 443 out; they are stateful, so the answer needs no rule.</summary>
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

    /// <summary>For a destination that is not known: without a rule for tcp 443 at all, nothing leaves.</summary>
    public static Hop ToAnywhere(Journey journey)
    {
        var any = journey.Security.Complete && journey.Security.Groups.All(group =>
            group.Egress is { Complete: true, Perhaps: [] } && group.Egress.Rules.Any(Speaks) is Truth.No);
        return any
            ? Answer(journey, Truth.No, "any address", Add(journey, "the endpoint's group as referenced_security_group_id"))
            : Findings.Undecided(Kind, Code, "Where the traffic goes is not known, so neither is whether it may leave.", journey.Security.Address, "egress");

        static Truth Speaks(TrafficRule rule) => rule.Peers.Count == 0 ? Truth.No : rule.AllowsTcp(Journey.Https);
    }

    private static Hop Answer(Journey journey, Truth answer, string destination, string fix) => answer switch
    {
        Truth.Yes => Findings.Passed(Kind, $"{journey.Security.Label}: tcp 443 may leave to {destination}.", journey.Security.Address, "egress"),
        Truth.No => Findings.Blocked(Kind, Code, Refusal(journey, destination), fix, journey.Security.Address, "egress"),
        _ => Findings.Undecided(Kind, Code,
            $"Whether {journey.Security.Label} lets tcp 443 out to {destination} is not known.", journey.Security.Address, "egress"),
    };

    private static string Refusal(Journey journey, string destination)
    {
        var count = journey.Security.Groups.Sum(group => group.Egress.Rules.Count);
        var type = journey.Security.Label.Contains("aws_default_security_group.", StringComparison.Ordinal) ? "aws_default_security_group" : "aws_security_group";
        return count == 0
            ? $"{journey.Security.Label} has no egress rule: Terraform's {type} removes AWS's allow-all egress, which CloudFormation and SAM keep."
            : $"{journey.Security.Label}: {(count == 1 ? "its one egress rule does not let" : $"none of its {count} egress rules lets")} tcp 443 out to {destination}.";
    }

    private static string Endpoint(Journey journey, EndpointSide endpoint) => endpoint.Security.Groups.Count > 0
        ? Add(journey, $"referenced_security_group_id = {endpoint.Security.Reference}")
        : Add(journey, "the endpoint's group as referenced_security_group_id");

    private static string Add(Journey journey, string destination) =>
        $"Add resource \"aws_vpc_security_group_egress_rule\" with security_group_id = {journey.Security.Reference}, {destination}, "
        + "ip_protocol = \"tcp\", from_port = 443, to_port = 443.";
}
