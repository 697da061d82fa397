using System.Text.Json;

namespace PrivateInvoke.Benchmarks;

/// <summary>
/// A plan's JSON as terraform writes it, of any size: one VPC with an endpoint, callees outside it, and callers of ten resources each,
/// every one of which names its callee.
/// </summary>
internal sealed record GeneratedPlan
{
    private const int ResourcesPerCaller = 10;

    private static readonly string[] Subnets = ["subnet-0", "subnet-1"];

    private static readonly string[] EndpointGroups = ["sg-endpoint"];

    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    public required int Callers { get; init; }

    public int Callees { get; init; } = 10;

    /// <summary>How many callees each caller names.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>Each so-manieth caller has no egress rule; 0 is none.</summary>
    public int Closed { get; init; }

    /// <summary>Bytes of text in each resource that no rule looks at.</summary>
    public int Filler { get; init; }

    /// <summary>Of the callers' policies.</summary>
    public string Effect { get; init; } = "Allow";

    /// <summary>With about so many resources.</summary>
    /// <returns>How many callers there are.</returns>
    public static int Write(Stream stream, int resources, int filler = 0, string effect = "Allow")
    {
        var plan = new GeneratedPlan { Callers = Math.Max(1, resources / ResourcesPerCaller), Filler = filler, Effect = effect };
        plan.Write(stream);
        return plan.Callers;
    }

    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("format_version", "1.2");
        json.WriteStartObject("planned_values");
        json.WriteStartObject("root_module");
        json.WriteStartArray("resources");
        foreach (var (address, values) in Resources())
        {
            json.WriteStartObject();
            Head(json, address);
            json.WritePropertyName("values");
            JsonSerializer.Serialize(json, values);
            json.WriteEndObject();
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("resource_changes");
        foreach (var (address, values) in Resources())
        {
            json.WriteStartObject();
            Head(json, address);
            json.WriteStartObject("change");
            json.WriteStartArray("actions");
            json.WriteStringValue("no-op");
            json.WriteEndArray();
            json.WritePropertyName("after");
            JsonSerializer.Serialize(json, values);
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, string address)
    {
        json.WriteString("address", address);
        json.WriteString("mode", "managed");
        json.WriteString("type", address.Split('.')[0]);
        json.WriteString("name", address.Split('.')[1].Split('[')[0]);
    }

    private IEnumerable<(string Address, Dictionary<string, object?> Values)> Resources()
    {
        var description = new string('x', Filler);
        yield return Of("aws_vpc.main", ("id", "vpc-1"), ("cidr_block", "10.0.0.0/16"), ("enable_dns_support", true), ("enable_dns_hostnames", true),
            ("default_network_acl_id", "acl-1"), ("default_security_group_id", "sg-0"), ("main_route_table_id", "rtb-1"), ("default_route_table_id", "rtb-1"));
        for (var zone = 0; zone < 2; zone++)
            yield return Of($"aws_subnet.private[{zone}]", ("id", $"subnet-{zone}"), ("vpc_id", "vpc-1"), ("cidr_block", $"10.0.{zone}.0/24"), ("availability_zone", $"us-east-1{"ab"[zone]}"));
        yield return Of("aws_security_group.endpoint", ("id", "sg-endpoint"), ("vpc_id", "vpc-1"), ("ingress", Array.Empty<object>()), ("egress", Array.Empty<object>()));
        yield return Of("aws_vpc_endpoint.lambda", ("id", "vpce-1"), ("vpc_id", "vpc-1"), ("service_name", "com.amazonaws.us-east-1.lambda"),
            ("vpc_endpoint_type", "Interface"), ("private_dns_enabled", true), ("subnet_ids", Subnets), ("security_group_ids", EndpointGroups));
        for (var i = 0; i < Callees; i++)
        {
            yield return Of($"aws_iam_role.callee[{i}]", ("id", $"callee-{i}"), ("name", $"callee-{i}"), ("arn", $"arn:aws:iam::111122223333:role/callee-{i}"), ("assume_role_policy", Trust));
            yield return Function($"aws_lambda_function.callee[{i}]", $"callee-{i}", description);
        }

        for (var i = 0; i < Callers; i++)
        {
            foreach (var resource in Caller(i, description))
                yield return resource;
        }
    }

    private IEnumerable<(string, Dictionary<string, object?>)> Caller(int i, string description)
    {
        string[] callees = [.. Enumerable.Range(0, Calls).Select(call => $"callee-{(i + call) % Callees}")];
        string[] arns = [.. callees.Select(callee => $"arn:aws:lambda:us-east-1:111122223333:function:{callee}")];
        yield return Function($"aws_lambda_function.caller[{i}]", $"caller-{i}", description,
            ("vpc_config", new[] { new { subnet_ids = Subnets, security_group_ids = new[] { $"sg-{i}" } } }),
            ("environment", new[] { new { variables = callees.Index().ToDictionary(call => $"CALLEE_{call.Index}", call => call.Item).Append(new("STAGE", "test")).ToDictionary() } }));
        yield return Of($"aws_iam_role.caller[{i}]", ("id", $"caller-{i}"), ("name", $"caller-{i}"), ("arn", $"arn:aws:iam::111122223333:role/caller-{i}"), ("assume_role_policy", Trust), ("description", description));
        yield return Of($"aws_iam_role_policy.caller[{i}]", ("role", $"caller-{i}"), ("name", "invoke"), ("policy", JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new[] { new { Effect, Action = "lambda:InvokeFunction", Resource = arns.SelectMany(arn => new[] { arn, $"{arn}:*" }) } },
        })));
        yield return Of($"aws_iam_role_policy_attachment.caller[{i}]", ("role", $"caller-{i}"), ("policy_arn", "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"));
        yield return Of($"aws_security_group.caller[{i}]", ("id", $"sg-{i}"), ("vpc_id", "vpc-1"), ("ingress", Array.Empty<object>()), ("egress", Array.Empty<object>()));
        if (Closed == 0 || i % Closed != 0)
            yield return Rule("egress", i, $"sg-{i}", "sg-endpoint");
        yield return Rule("ingress", i, "sg-endpoint", $"sg-{i}");
        yield return Of($"aws_cloudwatch_log_group.caller[{i}]", ("id", $"/aws/lambda/caller-{i}"), ("name", $"/aws/lambda/caller-{i}"), ("retention_in_days", 14), ("description", description));
        yield return Of($"aws_sqs_queue.caller[{i}]", ("id", $"https://sqs.us-east-1.amazonaws.com/111122223333/caller-{i}"), ("name", $"caller-{i}"), ("description", description));
        yield return Of($"aws_cloudwatch_metric_alarm.caller[{i}]", ("id", $"caller-{i}"), ("alarm_name", $"caller-{i}"), ("threshold", 1), ("description", description));
    }

    private static (string, Dictionary<string, object?>) Rule(string direction, int i, string group, string peer) =>
        Of($"aws_vpc_security_group_{direction}_rule.caller[{i}]", ("id", $"sgr-{direction}-{i}"), ("security_group_id", group),
            ("referenced_security_group_id", peer), ("ip_protocol", "tcp"), ("from_port", 443), ("to_port", 443));

    private static (string, Dictionary<string, object?>) Function(string address, string name, string description, params (string, object?)[] more) =>
        Of(address, [("id", name), ("function_name", name), ("arn", $"arn:aws:lambda:us-east-1:111122223333:function:{name}"),
            ("role", $"arn:aws:iam::111122223333:role/{name}"), ("timeout", 15), ("memory_size", 128), ("description", description), .. more]);

    private static (string Address, Dictionary<string, object?> Values) Of(string address, params (string Name, object? Value)[] values) =>
        (address, values.ToDictionary(value => value.Name, value => value.Value));
}
