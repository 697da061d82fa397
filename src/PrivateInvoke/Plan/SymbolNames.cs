namespace PrivateInvoke.Plan;

/// <summary>How AWS names things: prefixes of ids, what an id is where it is not one, and ARNs.</summary>
internal static class SymbolNames
{
    private static readonly Dictionary<string, string> TypePrefixes = new()
    {
        ["aws_customer_gateway"] = "cgw-",
        ["aws_default_network_acl"] = "acl-",
        ["aws_default_route_table"] = "rtb-",
        ["aws_default_security_group"] = "sg-",
        ["aws_default_subnet"] = "subnet-",
        ["aws_default_vpc"] = "vpc-",
        ["aws_ec2_managed_prefix_list"] = "pl-",
        ["aws_ec2_transit_gateway"] = "tgw-",
        ["aws_ec2_transit_gateway_vpc_attachment"] = "tgw-attach-",
        ["aws_egress_only_internet_gateway"] = "eigw-",
        ["aws_eip"] = "eipalloc-",
        ["aws_flow_log"] = "fl-",
        ["aws_instance"] = "i-",
        ["aws_internet_gateway"] = "igw-",
        ["aws_nat_gateway"] = "nat-",
        ["aws_network_acl"] = "acl-",
        ["aws_network_interface"] = "eni-",
        ["aws_route_table"] = "rtb-",
        ["aws_route_table_association"] = "rtbassoc-",
        ["aws_security_group"] = "sg-",
        ["aws_subnet"] = "subnet-",
        ["aws_vpc"] = "vpc-",
        ["aws_vpc_dhcp_options"] = "dopt-",
        ["aws_vpc_endpoint"] = "vpce-",
        ["aws_vpc_endpoint_service"] = "vpce-svc-",
        ["aws_vpc_peering_connection"] = "pcx-",
        ["aws_vpc_security_group_egress_rule"] = "sgr-",
        ["aws_vpc_security_group_ingress_rule"] = "sgr-",
        ["aws_vpn_gateway"] = "vgw-",
    };

    /// <summary>The first that the attribute's name ends in holds.</summary>
    private static readonly (string Suffix, string Prefix)[] AttributePrefixes =
    [
        ("vpc_id", "vpc-"),
        ("subnet_id", "subnet-"),
        ("subnet_ids", "subnet-"),
        ("security_group_rule_id", "sgr-"),
        ("security_group_id", "sg-"),
        ("security_group_ids", "sg-"),
        ("security_groups", "sg-"),
        ("route_table_id", "rtb-"),
        ("route_table_ids", "rtb-"),
        ("network_acl_id", "acl-"),
        ("network_interface_id", "eni-"),
        ("network_interface_ids", "eni-"),
        ("dhcp_options_id", "dopt-"),
        ("allocation_id", "eipalloc-"),
        ("prefix_list_id", "pl-"),
        ("prefix_list_ids", "pl-"),
    ];

    /// <summary>Types whose id is a name that the configuration gives.</summary>
    private static readonly Dictionary<string, string> NamedIds = new()
    {
        ["aws_cloudwatch_log_group"] = "name",
        ["aws_dynamodb_table"] = "name",
        ["aws_iam_group"] = "name",
        ["aws_iam_instance_profile"] = "name",
        ["aws_iam_role"] = "name",
        ["aws_iam_user"] = "name",
        ["aws_lambda_function"] = "function_name",
        ["aws_lambda_function_url"] = "function_name",
        ["aws_s3_bucket"] = "bucket",
    };

    /// <summary>Attributes that repeat the id: a reference may use either.</summary>
    private static readonly HashSet<(string Type, string Attribute)> SameAsId =
    [
        ("aws_eip", "allocation_id"),
        ("aws_vpc_security_group_egress_rule", "security_group_rule_id"),
        ("aws_vpc_security_group_ingress_rule", "security_group_rule_id"),
    ];

    private static readonly HashSet<string> ArnIds =
        ["aws_iam_policy", "aws_lambda_alias", "aws_lambda_layer_version", "aws_secretsmanager_secret", "aws_sns_topic"];

    /// <summary>After <c>arn:PARTITION:</c>; <c>{@x}</c> is attribute x.</summary>
    private static readonly Dictionary<string, string> ArnPatterns = new()
    {
        ["aws_cloudwatch_log_group"] = "logs:{region}:{account}:log-group:{@name}",
        ["aws_dynamodb_table"] = "dynamodb:{region}:{account}:table/{@name}",
        ["aws_iam_group"] = "iam::{account}:group{@path}{@name}",
        ["aws_iam_instance_profile"] = "iam::{account}:instance-profile{@path}{@name}",
        ["aws_iam_policy"] = "iam::{account}:policy{@path}{@name}",
        ["aws_iam_role"] = "iam::{account}:role{@path}{@name}",
        ["aws_iam_user"] = "iam::{account}:user{@path}{@name}",
        ["aws_kms_key"] = "kms:{region}:{account}:key/{hash}",
        ["aws_lambda_alias"] = "lambda:{region}:{account}:function:{@function_name}:{@name}",
        ["aws_lambda_function"] = "lambda:{region}:{account}:function:{@function_name}",
        ["aws_lambda_layer_version"] = "lambda:{region}:{account}:layer:{@layer_name}:1",
        ["aws_nat_gateway"] = "ec2:{region}:{account}:natgateway/{id}",
        ["aws_s3_bucket"] = "s3:::{@bucket}",
        ["aws_secretsmanager_secret"] = "secretsmanager:{region}:{account}:secret:{@name}-{hash}",
        ["aws_sns_topic"] = "sns:{region}:{account}:{@name}",
        ["aws_sqs_queue"] = "sqs:{region}:{account}:{@name}",
    };

    public static string PrefixOfType(string type) => TypePrefixes.GetValueOrDefault(type, NamedIds.ContainsKey(type) ? "n-" : "id-");

    public static string PrefixOfAttribute(string attribute) =>
        AttributePrefixes.FirstOrDefault(pair => attribute.EndsWith(pair.Suffix, StringComparison.Ordinal)).Prefix ?? "id-";

    public static bool IsSameAsId(string type, string attribute) =>
        SameAsId.Contains((type, attribute)) || NamedIds.GetValueOrDefault(type) == attribute;

    public static bool IsNamed(RawResource resource) => NameOf(resource) is not null;

    /// <summary>The name that is the id, where the type has such ids and the plan has the name.</summary>
    public static string? NameOf(RawResource resource) =>
        NamedIds.TryGetValue(resource.Type, out var attribute) && resource.Values[attribute] is PlannedValue.Text name ? name.Value : null;

    public static bool IsIdentifiedByArn(string type) => ArnIds.Contains(type);

    public static string? ArnPattern(string type) =>
        ArnPatterns.GetValueOrDefault(type)
        ?? (TypePrefixes.ContainsKey(type) ? $"ec2:{{region}}:{{account}}:{type["aws_".Length..].Replace('_', '-')}/{{id}}" : null);
}
