using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The endpoint's security groups have to let the service's port in from wherever the caller runs.</summary>
internal static class EndpointIngressRule
{
    private const HopKind Kind = HopKind.EndpointIngress;
    private const string Code = "ENI_SG_RULES_MISMATCH";

    public static IEnumerable<Hop> Judge(ApiCall call, EndpointSide endpoint)
    {
        var security = endpoint.Security;
        var pairs = Judge(security);
        var holder = security.Address ?? endpoint.Endpoint.Address;
        var from = call.Security.Label;
        switch (pairs.Answer)
        {
            case Truth.Yes when security.InTwoPlaces(group => group.Ingress) is { } group:
                yield return TwoPlaces.Judge(Kind, group, "ingress", Judge(security.Lasting).Answer);
                break;
            case Truth.Yes when OpenToAll(security, call.Port) is { } rule:
                yield return Findings.Warning(Kind, "OPEN_TO_ALL_ADDRESSES",
                    $"{security.Label} lets tcp {call.Port} in from 0.0.0.0/0, not only from the caller.",
                    $"Replace it with referenced_security_group_id = {call.Security.Reference}.", rule.Address, "ingress");
                break;
            case Truth.Yes:
                yield return Findings.Passed(Kind, $"{security.Label}: tcp {call.Port} may come in from {from}.", holder, "ingress");
                break;
            case Truth.No:
                yield return Findings.Blocked(Kind, Code, pairs.Share + Refusal(call, endpoint),
                    $"Add resource \"aws_vpc_security_group_ingress_rule\" with security_group_id = {security.Reference}, "
                    + $"referenced_security_group_id = {call.Security.Reference}, ip_protocol = \"tcp\", from_port = {call.Port}, to_port = {call.Port}.",
                    holder, "ingress");
                break;
            default:
                yield return Findings.Undecided(Kind, Code,
                    $"{pairs.Share}{(pairs.Share.Length > 0 ? "whether" : "Whether")} {security.Label} lets tcp {call.Port} in from {from} is not known.", holder, "ingress");
                break;
        }

        Pairs Judge(SecuritySide side) => Pairs.Judge(call.Subnets, endpoint.Subnets, (caller, _) =>
            side.LetsIn(call.With(AddressSet.Of(caller.Block), call.Security.Ids)));
    }

    private static string Refusal(ApiCall call, EndpointSide endpoint)
    {
        var security = endpoint.Security;
        if (endpoint.Endpoint.Groups.Count == 0)
            return $"{endpoint.Endpoint.Address} names no security group, so it has {security.Label}, which does not let the caller in.";

        var count = security.Groups.Sum(group => group.Ingress.Rules.Count);
        return count == 0
            ? $"{security.Label} has no ingress rule."
            : $"{security.Label}: {(count == 1 ? "its one ingress rule does not let" : $"none of its {count} ingress rules lets")} tcp {call.Port} in from {call.Security.Label}.";
    }

    private static TrafficRule? OpenToAll(SecuritySide security, int port) =>
        security.Groups.SelectMany(group => group.Ingress.Rules).FirstOrDefault(rule =>
            rule.AllowsTcp(port) is Truth.Yes && rule.Peers.Contains(new Peer.Block(Cidr.AnyV4)));
}
