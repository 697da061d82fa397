namespace PrivateInvoke.Plan;

/// <summary>
/// Which attributes take nothing but another resource's id or ARN, and whose. A function's name is not among them where it could be an
/// ARN with an alias put behind it.
/// </summary>
internal static class ReferenceTarget
{
    private static readonly Dictionary<string, string[]> Targets = new()
    {
        ["default_network_acl_id"] = ["aws_vpc.default_network_acl_id"],
        ["default_route_table_id"] = ["aws_vpc.default_route_table_id", "aws_vpc.main_route_table_id"],
        ["gateway_id"] = ["aws_internet_gateway.id", "aws_nat_gateway.id"],
        ["nat_gateway_id"] = ["aws_nat_gateway.id"],
        ["network_acl_id"] = ["aws_network_acl.id", "aws_default_network_acl.id", "aws_vpc.default_network_acl_id"],
        ["permissions_boundary"] = ["aws_iam_policy.arn", "aws_iam_policy.id"],
        ["policy_arn"] = ["aws_iam_policy.arn", "aws_iam_policy.id"],
        ["referenced_security_group_id"] = Groups,
        ["role"] = ["aws_iam_role.arn", "aws_iam_role.id", "aws_iam_role.name"],
        ["route_table_id"] = ["aws_route_table.id", "aws_default_route_table.id", "aws_vpc.default_route_table_id", "aws_vpc.main_route_table_id"],
        ["security_group_id"] = Groups,
        ["security_group_ids"] = Groups,
        ["source_security_group_id"] = Groups,
        ["subnet_id"] = Subnets,
        ["subnet_ids"] = Subnets,
        ["vpc_endpoint_id"] = ["aws_vpc_endpoint.id"],
        ["vpc_id"] = ["aws_vpc.id", "aws_default_vpc.id"],
    };

    private static string[] Groups =>
        ["aws_security_group.id", "aws_default_security_group.id", "aws_vpc.default_security_group_id", "aws_default_vpc.default_security_group_id"];

    private static string[] Subnets => ["aws_subnet.id", "aws_default_subnet.id"];

    public static bool IsList(string attribute) => attribute.EndsWith("_ids", StringComparison.Ordinal);

    public static bool Takes(string attribute, string type, string targetAttribute) =>
        Targets.TryGetValue(attribute, out var targets) && targets.Contains($"{type}.{targetAttribute}");
}
