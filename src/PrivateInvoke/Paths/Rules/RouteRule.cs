using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// Where a packet leaves the caller's subnet: inside the VPC by the local route, to the API's public addresses by a NAT gateway. A
/// function's interface has no public address, so an internet gateway alone leads nowhere.
/// </summary>
internal static class RouteRule
{
    private const HopKind Kind = HopKind.Route;

    /// <summary>Both ways: the answers follow the table of the endpoint's subnet.</summary>
    public static Hop ToEndpoint(ApiCall call, EndpointSide endpoint)
    {
        var there = Pairs.Judge(call.Subnets, endpoint.Subnets, (caller, other) => LocalRoute.Covers(call, caller, other));
        if (there.Answer is not Truth.Yes)
            return Diverted(call, there, there.Deciding.First().Caller, "the endpoint's addresses");
        var back = Pairs.Judge(call.Subnets, endpoint.Subnets, (caller, other) => LocalRoute.Covers(call, other, caller));
        return back.Answer is Truth.Yes
            ? Findings.Passed(Kind, "The endpoint is reached by the VPC's local route, and so is the caller from there.")
            : Diverted(call, back, back.Deciding.First().Other, "the caller's addresses");
    }

    private static Hop Diverted(ApiCall call, Pairs pairs, Subnet from, string to)
    {
        var table = call.Model.RouteTables.Find(from.RouteTable);
        return Findings.Undecided(Kind, "NO_ROUTE_TO_DESTINATION",
            $"{pairs.Share}the route table of {from.Address} is not known to leave {to} to the VPC's local route.", table?.Address ?? from.Address, "route");
    }

    /// <returns>What each of the caller's subnets does with traffic to the API's public addresses.</returns>
    public static IReadOnlyList<SubnetRoute> ToPublic(ApiCall call) =>
        [.. call.Subnets.Select(subnet => SubnetRoute.Of(call.Model, subnet, call.Service))];

    public static IEnumerable<Hop> Judge(ApiCall call, IReadOnlyList<SubnetRoute> routes)
    {
        var host = call.CalledHost;
        foreach (var group in routes.GroupBy(route => (route.End, route.Decider)))
        {
            var share = group.Count() == routes.Count ? "" : $"{group.Count()} of {routes.Count} subnets: ";
            var first = group.First();
            var from = string.Join(", ", group.Select(route => route.Subnet.Address));
            yield return group.Key.End switch
            {
                RouteEnd.Nat when first.IsContested => Contested(Kind, first, share),
                RouteEnd.Nat => Findings.Passed(Kind, $"{share}{first.Decider} leads to {first.NatAddress}.", first.Decider),
                RouteEnd.InternetGateway => Findings.Blocked(Kind, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
                    $"{share}{first.Decider} leads to an internet gateway, and a function's network interface never has a public address.",
                    Endpoint(call), first.Decider, "gateway_id"),
                RouteEnd.Nowhere => Findings.Blocked(Kind, "NO_ROUTE_TO_DESTINATION",
                    $"{share}{from} {(group.Count() == 1 ? "has" : "have")} no route to the public addresses of {host}, and no interface endpoint takes the name over.",
                    Endpoint(call), first.Table ?? first.Subnet.Address, "route"),
                _ => Findings.Undecided(Kind, "NO_ROUTE_TO_DESTINATION", share + Unknown(first, from, host, share.Length == 0), first.Decider ?? first.Table),
            };
        }
    }

    /// <summary>Of a route that lets the call pass.</summary>
    public static Hop Contested(HopKind kind, SubnetRoute route, string share = "") => Findings.Undecided(kind, "ROUTES_IN_TWO_PLACES",
        $"{share}{route.Decider} is a route beside those of {route.Table}'s own: each apply takes away what the other made.",
        route.Table, "route", $"Remove route from {route.Table}, and write its routes as aws_route.");

    private static string Unknown(SubnetRoute route, string from, string host, bool starts) => route.End is RouteEnd.Beyond
        ? $"{route.Decider} leads to {route.Beyond}, and what lies behind it is not in this plan."
        : $"{(starts ? "Where" : "where")} traffic of {from} to the public addresses of {host} goes is not known.";

    private static string Endpoint(ApiCall call) => GatewayRule.Endpoint(call) is { } gateway
        ? $"Add the route tables of the caller's subnets to route_table_ids of {gateway.Address}."
        : NewEndpoint(call);

    private static string NewEndpoint(ApiCall call) => call.Service == FunctionUrlRule.Service
        ? "Invoke the function by the Lambda API, which an interface endpoint serves, or add a route to a NAT gateway: a function URL has no endpoint."
        : call.Service is "s3" or "dynamodb"
        ? $"Add resource \"aws_vpc_endpoint\" with vpc_id = {call.Vpc?.Address ?? "the caller's VPC"}.id, "
            + $"service_name = \"com.amazonaws.{call.Region.Text() ?? "REGION"}.{call.Service}\" and the route tables of the caller's subnets as "
            + "route_table_ids (or a route to a NAT gateway)."
        : $"Add resource \"aws_vpc_endpoint\" with vpc_id = {call.Vpc?.Address ?? "the caller's VPC"}.id, "
        + $"service_name = \"com.amazonaws.{call.Region.Text() ?? "REGION"}.{call.Service}\", vpc_endpoint_type = \"Interface\", "
        + "private_dns_enabled = true, subnet_ids and security_group_ids (or a route to a NAT gateway).";
}
