using PrivateInvoke.Cloud;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// A block whose <c>count</c> or <c>for_each</c> is not known is planned as one instance. That instance says which VPC, group or role it
/// may add something to, and nothing of what it adds: whether it is there at all is not known.
/// </summary>
internal static class UnknownInstances
{
    /// <summary>The attribute that says what a resource belongs to; the first that a block has holds.</summary>
    private static readonly string[] Owners =
        ["vpc_endpoint_id", "security_group_id", "subnet_id", "route_table_id", "network_acl_id", "role", "function_name", "vpc_id"];

    private static readonly string[] Kinds = ["service_name", "type"];

    /// <summary>What changes a path only where something else refers to it, and is then there.</summary>
    private static readonly string[] ReferredTo =
    [
        "aws_vpc", "aws_subnet", "aws_security_group", "aws_route_table", "aws_network_acl", "aws_vpc_dhcp_options", "aws_ec2_managed_prefix_list",
        "aws_iam_role", "aws_iam_policy", "aws_lambda_function", "aws_lambda_alias", "aws_lambda_layer_version",
    ];

    /// <returns>Where an expression gives way to another one; null is an unknown value.</returns>
    public static IEnumerable<(Range Place, string? Expression)> Of(HclBlock block)
    {
        foreach (var (name, place) in block.Places)
        {
            if (name is "count" or "for_each")
                yield return (place, name == "count" ? "1" : "toset([\"unknown\"])");
        }

        var owner = Owners.FirstOrDefault(block.Attributes.ContainsKey);
        foreach (var (name, place, text) in UnknownExpressions.All(block))
        {
            var isKept = block.Type == "data" || (block.Labels is [var type, _] && (!ClosedWorld.IsOfFamily(type) || ReferredTo.Contains(type) || name == owner || Kinds.Contains(name)));
            if (!isKept || text.Contains("each.", StringComparison.Ordinal) || text.Contains("count.index", StringComparison.Ordinal))
                yield return (place, null);
        }
    }
}
