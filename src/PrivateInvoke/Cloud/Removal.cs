using PrivateInvoke.Iam;

namespace PrivateInvoke.Cloud;

/// <summary>Takes one resource out of a model, as if the configuration had not had it. What it does not touch is shared.</summary>
internal static class Removal
{
    public static CloudModel Without(CloudModel model, string address) => model with
    {
        Vpcs = Without(model.Vpcs, address, vpc => vpc),
        Subnets = Without(model.Subnets, address, subnet => subnet),
        SecurityGroups = Without(model.SecurityGroups, address, group =>
            group.Ingress.Speaks(address) || group.Egress.Speaks(address)
                ? group with { Ingress = group.Ingress.Without(address), Egress = group.Egress.Without(address) }
                : group),
        NetworkAcls = Without(model.NetworkAcls, address, acl =>
            acl.Ingress.Speaks(address) || acl.Egress.Speaks(address)
                ? acl with { Ingress = acl.Ingress.Without(address), Egress = acl.Egress.Without(address) }
                : acl),
        RouteTables = Without(model.RouteTables, address, table =>
            table.Routes.Any(route => route.Address == address)
                ? table with { Routes = [.. table.Routes.Where(route => route.Address != address)] }
                : table),
        NatGateways = Without(model.NatGateways, address, nat => nat),
        InternetGateways = Without(model.InternetGateways, address, gateway => gateway),
        Endpoints = Without(model.Endpoints, address, endpoint =>
            endpoint.Policy.Address == address ? endpoint with { Policy = endpoint.Policy with { Address = endpoint.Address, Document = PolicyDocument.FullAccess } } : endpoint),
        Functions = Without(model.Functions, address, function =>
            function.Grants.Any(grant => grant.Address == address)
                ? function with { Grants = [.. function.Grants.Where(grant => grant.Address != address)] }
                : function),
        Roles = Without(model.Roles, address, role =>
            role.Policies.Any(policy => policy.Address == address)
                ? role with { Policies = [.. role.Policies.Where(policy => policy.Address != address)] }
                : role),
        Unread = [.. model.Unread.Where(unread => unread.Address != address)],
        OrganizationPolicies = [.. model.OrganizationPolicies.Where(policy => policy.Policy.Address != address)],
    };

    private static Catalog<T> Without<T>(Catalog<T> items, string address, Func<T, T> inside)
        where T : CloudResource =>
        items.Change(item => item.Address == address ? null : inside(item));
}
