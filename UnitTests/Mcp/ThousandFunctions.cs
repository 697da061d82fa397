using System.Text.Json;

namespace PrivateInvoke.UnitTests.Mcp;

/// <summary>A state in JSON with 1,000 functions: 999 callers in a VPC, one callee. One caller's group has no egress rule.</summary>
internal static class ThousandFunctions
{
    public const int Callers = 999;
    public const string Blocked = "aws_lambda_function.caller[500]";

    private const string Account = "123456789012";

    public static void Write(string file)
    {
        using var stream = File.Create(file);
        JsonSerializer.Serialize(stream, new
        {
            format_version = "1.0",
            terraform_version = "1.11.0",
            values = new { root_module = new { resources = Resources().ToArray() } },
        });
    }

    private static IEnumerable<object> Resources()
    {
        yield return Resource("aws_vpc", "main", null, new { id = "vpc-1", cidr_block = "10.0.0.0/16", enable_dns_support = true, enable_dns_hostnames = true, main_route_table_id = "rtb-1", default_network_acl_id = "acl-1", default_security_group_id = "sg-default" });
        yield return Resource("aws_subnet", "a", null, new { id = "subnet-1", vpc_id = "vpc-1", cidr_block = "10.0.0.0/18", availability_zone = "us-east-1a" });
        yield return Resource("aws_security_group", "endpoint", null, new { id = "sg-endpoint", vpc_id = "vpc-1", ingress = Rules("10.0.0.0/16"), egress = Array.Empty<object>() });
        yield return Resource("aws_vpc_endpoint", "lambda", null, new
        {
            id = "vpce-1",
            vpc_id = "vpc-1",
            service_name = "com.amazonaws.us-east-1.lambda",
            vpc_endpoint_type = "Interface",
            private_dns_enabled = true,
            subnet_ids = new[] { "subnet-1" },
            security_group_ids = new[] { "sg-endpoint" },
            ip_address_type = "ipv4",
        });
        yield return Resource("aws_iam_role", "caller", null, Role("caller"));
        yield return Resource("aws_iam_role", "callee", null, Role("callee"));
        var policy = JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new[] { new { Effect = "Allow", Action = "lambda:InvokeFunction", Resource = new[] { Arn("callee"), $"{Arn("callee")}:*" } } },
        });
        yield return Resource("aws_iam_role_policy", "invoke", null, new { id = "caller:invoke", name = "invoke", role = "caller", policy });
        yield return Resource("aws_iam_role_policy_attachment", "vpc", null, new { id = "caller-vpc", role = "caller", policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole" });
        yield return Resource("aws_lambda_function", "callee", null, new { id = "callee", arn = Arn("callee"), function_name = "callee", role = $"arn:aws:iam::{Account}:role/callee", timeout = 5, reserved_concurrent_executions = -1 });
        for (var i = 0; i < Callers; i++)
        {
            yield return Resource("aws_security_group", "caller", i, new { id = $"sg-{i:D4}", vpc_id = "vpc-1", egress = i == 500 ? [] : Rules("10.0.0.0/16"), ingress = Array.Empty<object>() });
            yield return Resource("aws_lambda_function", "caller", i, new
            {
                id = $"caller{i}",
                arn = Arn($"caller{i}"),
                function_name = $"caller{i}",
                role = $"arn:aws:iam::{Account}:role/caller",
                timeout = 15,
                reserved_concurrent_executions = -1,
                vpc_config = new[] { new { subnet_ids = new[] { "subnet-1" }, security_group_ids = new[] { $"sg-{i:D4}" }, ipv6_allowed_for_dual_stack = false } },
                environment = new[] { new { variables = new { CALLEE = "callee" } } },
            });
        }
    }

    private static object[] Rules(string block) =>
        [new { protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = new[] { block }, ipv6_cidr_blocks = Array.Empty<string>(), prefix_list_ids = Array.Empty<string>(), security_groups = Array.Empty<string>(), self = false, description = "" }];

    private static object Role(string name) => new
    {
        id = name,
        name,
        path = "/",
        arn = $"arn:aws:iam::{Account}:role/{name}",
        inline_policy = Array.Empty<object>(),
        managed_policy_arns = Array.Empty<string>(),
        assume_role_policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"lambda.amazonaws.com"}}]}""",
    };

    private static string Arn(string function) => $"arn:aws:lambda:us-east-1:{Account}:function:{function}";

    private static Dictionary<string, object> Resource(string type, string name, int? index, object values)
    {
        var resource = new Dictionary<string, object>
        {
            ["address"] = $"{type}.{name}{(index is null ? "" : $"[{index}]")}",
            ["mode"] = "managed",
            ["type"] = type,
            ["name"] = name,
            ["provider_name"] = "registry.terraform.io/hashicorp/aws",
            ["values"] = values,
        };
        if (index is { } at)
            resource["index"] = at;
        return resource;
    }
}
