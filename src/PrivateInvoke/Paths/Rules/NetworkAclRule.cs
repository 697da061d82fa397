using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// Network ACLs are stateless: the request has to pass out of one subnet and into the other, and the answer back to a port of
/// 1024-65535. Traffic inside one subnet meets none.
/// </summary>
internal static class NetworkAclRule
{
    private const HopKind Kind = HopKind.NetworkAcl;
    private const string Code = "SUBNET_ACL_RESTRICTION";

    public static IEnumerable<Hop> Between(ApiCall call, EndpointSide endpoint) =>
        Judge(call.Port, Pairs.Judge(call.Subnets, endpoint.Subnets, (caller, other) =>
            SameSubnet(caller, other) ? Truth.Yes : Steps(call.Model, call.Port, caller, other).All(step => step.Answer)),
            pair => Steps(call.Model, call.Port, pair.Caller, pair.Other));

    /// <param name="nats">The subnets of the NAT gateways that the caller's subnets are routed to.</param>
    public static IEnumerable<Hop> ThroughNat(ApiCall call, IReadOnlyList<Subnet> nats) =>
        Judge(call.Port, Pairs.Judge(call.Subnets, nats, (caller, nat) => NatSteps(call.Model, call.Port, caller, nat).All(step => step.Answer)),
            pair => NatSteps(call.Model, call.Port, pair.Caller, pair.Other));

    /// <summary>Out of the caller's subnets and back: what a gateway endpoint stands in no subnet for.</summary>
    public static IEnumerable<Hop> ToPublic(ApiCall call) =>
        Judge(call.Port, Pairs.Judge(call.Subnets, [Subnet.Unknown], (caller, _) => NatSteps(call.Model, call.Port, caller, caller).All(step => step.Answer)),
            pair => NatSteps(call.Model, call.Port, pair.Caller, pair.Caller));

    private static IEnumerable<Hop> Judge(int port, Pairs pairs, Func<Pair, IReadOnlyList<Step>> steps)
    {
        if (pairs.Answer is Truth.Yes)
        {
            yield return pairs.All.All(pair => SameSubnet(pair.Caller, pair.Other))
                ? Findings.NotApplicable(Kind, "Caller and endpoint share a subnet; its network ACL is not asked.")
                : Findings.Passed(Kind, $"The network ACLs let tcp {port} pass and the answers to ports 1024-65535 back.");
            yield break;
        }

        // One finding for each direction of each ACL, however many pairs it stops.
        foreach (var step in pairs.Deciding.SelectMany(steps).Where(step => step.Answer == pairs.Answer).DistinctBy(step => (step.Holder, step.Does)))
        {
            var message = $"{pairs.Share}{step.Holder}: {step.Does}";
            yield return pairs.Answer is Truth.No
                ? Findings.Blocked(Kind, Code, $"{message} is denied.", step.Fix, step.Address, step.Attribute)
                : Findings.Undecided(Kind, Code, $"{message} is not known to be allowed for every address and port.", step.Address, step.Attribute);
        }
    }

    private static Step[] Steps(CloudModel model, int port, Subnet caller, Subnet other)
    {
        var (from, to) = (AddressSet.Of(caller.Block), AddressSet.Of(other.Block));
        return
        [
            Step.Of(model, caller, Direction.Out, to, PortRange.One(port)),
            Step.Of(model, other, Direction.In, from, PortRange.One(port)),
            Step.Of(model, other, Direction.Out, from, PortRange.Ephemeral),
            Step.Of(model, caller, Direction.In, to, PortRange.Ephemeral),
        ];
    }

    private static Step[] NatSteps(CloudModel model, int port, Subnet caller, Subnet nat)
    {
        AddressSet aws = AddressSet.AwsPublic.Instance;
        var from = AddressSet.Of(caller.Block);
        Step[] own =
        [
            Step.Of(model, caller, Direction.Out, aws, PortRange.One(port)),
            Step.Of(model, caller, Direction.In, aws, PortRange.Ephemeral),
        ];
        return SameSubnet(caller, nat) ? own :
        [
            .. own,
            Step.Of(model, nat, Direction.In, from, PortRange.One(port)),
            Step.Of(model, nat, Direction.Out, aws, PortRange.One(port)),
            Step.Of(model, nat, Direction.In, aws, PortRange.Ephemeral),
            Step.Of(model, nat, Direction.Out, from, PortRange.Ephemeral),
        ];
    }

    private static bool SameSubnet(Subnet a, Subnet b) => a == b && a != Subnet.Unknown;

    private enum Direction
    {
        In,
        Out,
    }

    /// <summary>One direction through one subnet's ACL.</summary>
    private sealed record Step(Truth Answer, string Holder, string? Address, string Attribute, string Does, string Fix)
    {
        public static Step Of(CloudModel model, Subnet subnet, Direction direction, AddressSet others, PortRange ports)
        {
            var acl = model.NetworkAcls.Find(subnet.NetworkAcl);
            var attribute = direction is Direction.Out ? "egress" : "ingress";
            var answer = acl is null ? Truth.Undecided : (direction is Direction.Out ? acl.Egress : acl.Ingress).Passes(others, ports);
            var holder = acl?.Address ?? $"the network ACL of {subnet.Address}";
            var does = $"tcp {ports} {(direction is Direction.Out ? "out to" : "in from")} {others}";
            return new Step(answer, holder, acl?.Address ?? (subnet == Subnet.Unknown ? null : subnet.Address), attribute, does,
                $"Allow {does} in an {attribute} entry of {holder} with a number below the entry that denies it.");
        }
    }
}
