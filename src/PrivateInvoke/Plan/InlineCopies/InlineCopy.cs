namespace PrivateInvoke.Plan.InlineCopies;

/// <summary>
/// An attribute in which AWS tells of a resource once more what resources of their own have added to it: a group's <c>egress</c> has its
/// aws_vpc_security_group_egress_rule in it. A state has both, and a plan changes the one and leaves the other as it was.
/// </summary>
/// <param name="Of">The resource that is told of.</param>
/// <param name="Names">Its attribute that names the other by id or name.</param>
/// <param name="In">The type of the other.</param>
/// <param name="Attribute">Where it is told.</param>
/// <param name="Without">That attribute without what the resource, as it was, has added.</param>
internal sealed record InlineCopy(string Of, string Names, string In, string Attribute, Func<PlannedValue, PlannedObject, PlannedValue> Without)
{
    public static readonly ILookup<string, InlineCopy> All = Every().ToLookup(copy => copy.Of);

    private static IEnumerable<InlineCopy> Every()
    {
        foreach (var group in new[] { "aws_security_group", "aws_default_security_group" })
        {
            foreach (var direction in new[] { "ingress", "egress" })
            {
                yield return new($"aws_vpc_security_group_{direction}_rule", "security_group_id", group, direction, CopiedRule.WithoutSingle);
                yield return new("aws_security_group_rule", "security_group_id", group, direction, (blocks, former) =>
                    former.Known("type") == direction ? CopiedRule.WithoutListed(blocks, former) : blocks);
            }
        }

        foreach (var acl in new[] { "aws_network_acl", "aws_default_network_acl" })
        {
            yield return new("aws_network_acl_rule", "network_acl_id", acl, "ingress", (blocks, former) =>
                former.Flag("egress") is Planned<bool>.Known { Value: true } ? blocks : CopiedItem.WithoutBlock(blocks, former, ("rule_no", "rule_number")));
            yield return new("aws_network_acl_rule", "network_acl_id", acl, "egress", (blocks, former) =>
                former.Flag("egress") is Planned<bool>.Known { Value: true } ? CopiedItem.WithoutBlock(blocks, former, ("rule_no", "rule_number")) : blocks);
            yield return new("aws_network_acl_association", "network_acl_id", acl, "subnet_ids", Text("subnet_id"));
        }

        foreach (var table in new[] { "aws_route_table", "aws_default_route_table" })
        {
            yield return new("aws_route", "route_table_id", table, "route", Block(
                ("cidr_block", "destination_cidr_block"),
                ("ipv6_cidr_block", "destination_ipv6_cidr_block"),
                ("destination_prefix_list_id", "destination_prefix_list_id")));
        }

        yield return new("aws_main_route_table_association", "vpc_id", "aws_vpc", "main_route_table_id", (_, former) => former["original_route_table_id"]);
        yield return new("aws_internet_gateway_attachment", "internet_gateway_id", "aws_internet_gateway", "vpc_id", Nothing);
        yield return new("aws_ec2_managed_prefix_list_entry", "prefix_list_id", "aws_ec2_managed_prefix_list", "entry", Block(("cidr", "cidr")));

        yield return new("aws_vpc_endpoint_policy", "vpc_endpoint_id", "aws_vpc_endpoint", "policy", Nothing);
        yield return new("aws_vpc_endpoint_route_table_association", "vpc_endpoint_id", "aws_vpc_endpoint", "route_table_ids", Text("route_table_id"));
        yield return new("aws_vpc_endpoint_security_group_association", "vpc_endpoint_id", "aws_vpc_endpoint", "security_group_ids", Text("security_group_id"));
        yield return new("aws_vpc_endpoint_subnet_association", "vpc_endpoint_id", "aws_vpc_endpoint", "subnet_ids", Text("subnet_id"));
        yield return new("aws_vpc_endpoint_subnet_association", "vpc_endpoint_id", "aws_vpc_endpoint", "subnet_configuration", Block(("subnet_id", "subnet_id")));

        yield return new("aws_iam_role_policy", "role", "aws_iam_role", "inline_policy", Block(("name", "name")));
        yield return new("aws_iam_role_policy_attachment", "role", "aws_iam_role", "managed_policy_arns", Text("policy_arn"));
        yield return new("aws_iam_policy_attachment", "roles", "aws_iam_role", "managed_policy_arns", Text("policy_arn"));
    }

    private static Func<PlannedValue, PlannedObject, PlannedValue> Block(params (string Copied, string Own)[] keys) =>
        (blocks, former) => CopiedItem.WithoutBlock(blocks, former, keys);

    private static Func<PlannedValue, PlannedObject, PlannedValue> Text(string own) =>
        (texts, former) => CopiedItem.WithoutText(texts, former.Known(own));

    private static PlannedValue.Absent Nothing(PlannedValue told, PlannedObject former) => PlannedValue.Absent.Instance;
}
