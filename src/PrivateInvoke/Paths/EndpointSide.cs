using PrivateInvoke.Cloud;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>An interface endpoint's network interfaces: one a subnet, with the endpoint's security groups.</summary>
internal sealed record EndpointSide(VpcEndpoint Endpoint, IReadOnlyList<Subnet> Subnets, SecuritySide Security)
{
    public static EndpointSide Of(ApiCall call, VpcEndpoint endpoint)
    {
        var subnets = endpoint.Subnets.Select(id => call.Model.Subnets.Find(id) ?? Subnet.Unknown).Distinct().ToArray();
        // Without groups of its own it gets the VPC's default one.
        var groups = endpoint.Groups.Count > 0 ? endpoint.Groups : [call.Vpc?.DefaultSecurityGroup ?? Planned<string>.Unknown.Instance];
        return new EndpointSide(endpoint, subnets.Length > 0 ? subnets : [Subnet.Unknown], SecuritySide.Of(call.Model, groups));
    }
}
