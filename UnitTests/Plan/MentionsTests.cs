using System.Text;
using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>Whom an environment that is not known is about.</summary>
public sealed class MentionsTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("""["aws_lambda_function.callee[\"a\"].arn","aws_lambda_function.callee[\"a\"]","aws_lambda_function.callee"]""", "a")]
    [InlineData("""["var.stage","aws_lambda_function.callee[\"b\"].function_name","aws_lambda_function.callee[\"b\"]","aws_lambda_function.callee"]""", "b")]
    [InlineData("""["aws_lambda_function.callee"]""", "a b")]
    [InlineData("""["aws_lambda_function.callee","each.key"]""", "a")]
    [InlineData("""["aws_lambda_function.callee[\"a\"].last_modified","aws_lambda_function.callee[\"a\"]","aws_lambda_function.callee"]""", "")]
    [InlineData("""["local.callee"]""", "")]
    public async Task The_functions_that_its_expression_refers_to(string references, string keys)
    {
        var plan = await ReadAsync(
            string.Join(',', Function("""caller["a"]""", "caller", unknown: true), Function("""callee["a"]""", "callee"), Function("""callee["b"]""", "callee")),
            $$$"""
            {"resources":[
              {"address":"aws_lambda_function.caller","expressions":{"environment":[{"variables":{"references":{{{references}}} }}]}},
              {"address":"aws_lambda_function.callee","expressions":{}}]}
            """);

        var expected = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => plan.At($"aws_lambda_function.callee[\"{key}\"]").Symbols["arn"]);
        Assert.Equal(expected, plan.At("""aws_lambda_function.caller["a"]""").Mentions);
        Assert.Empty(plan.At("""aws_lambda_function.callee["a"]""").Mentions);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("environment", """[{"variables":{"references":["var.settings"]}}]""", "settings")]
    [InlineData("function_name", """{"references":["var.name"]}""", "environment")]
    public async Task Those_that_a_module_is_given_for_it_also_where_a_dynamic_block_takes_them(string attribute, string expression, string input)
    {
        var plan = await ReadAsync(
            string.Join(',', Function("this", "this", "module.api", unknown: true), Function("this", "this", """module.worker["x"]"""), Function("this", "this", "module.other")),
            $$$$$"""
            {"module_calls":{
              "api":{"expressions":{"{{{{{input}}}}}":{"references":["module.worker"]},"tags":{"references":["module.other.arn","module.other"]}},
                "module":{"resources":[{"address":"aws_lambda_function.this","expressions":{"{{{{{attribute}}}}}":{{{{{expression}}}}} }}]}},
              "worker":{"for_each_expression":{},"module":{"outputs":{"arn":{"expression":{"references":["aws_lambda_function.this.arn","aws_lambda_function.this"]}}},"resources":[{"address":"aws_lambda_function.this","expressions":{}}]}},
              "other":{"module":{"outputs":{"arn":{"expression":{"references":["aws_lambda_function.this.arn","aws_lambda_function.this"]}}},"resources":[{"address":"aws_lambda_function.this","expressions":{}}]}}}}
            """);

        Assert.Equal([plan.At("""module.worker["x"].aws_lambda_function.this""").Symbols["arn"]], plan.At("module.api.aws_lambda_function.this").Mentions);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_alias_and_the_function_that_it_is_of()
    {
        const string alias = """{"address":"aws_lambda_alias.live","mode":"managed","type":"aws_lambda_alias","name":"live","change":{"actions":["create"],"after":{"name":"live"},"after_unknown":{"arn":true,"function_name":true}}}""";
        var plan = await ReadAsync(
            $"{Function("caller", "caller", unknown: true)},{Function("callee", "callee")},{alias}",
            """
            {"resources":[
              {"address":"aws_lambda_function.caller","expressions":{"environment":[{"variables":{"references":["aws_lambda_alias.live.arn","aws_lambda_alias.live"]}}]}},
              {"address":"aws_lambda_function.callee","expressions":{}},
              {"address":"aws_lambda_alias.live","expressions":{"function_name":{"references":["aws_lambda_function.callee.arn","aws_lambda_function.callee"]}}}]}
            """);

        Assert.Equal(
            [plan.At("aws_lambda_alias.live").Symbols["arn"], plan.At("aws_lambda_function.callee").Symbols["arn"]],
            plan.At("aws_lambda_function.caller").Mentions);
    }

    [Theory]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", """a["x.y"].b[0]""", true)]
    [InlineData("""a["x"].b""", """a["x"].b[0]""", true)]
    [InlineData("""a["x"].b""", """a["y"].b""", false)]
    [InlineData("""a["]"].b""", """a["]"].b["\"]"]""", true)]
    [InlineData("a.b", "a.bc", false)]
    [InlineData("a.bc", "a.b", false)]
    public void An_address_without_keys_means_every_instance(string pattern, string address, bool means) =>
        Assert.Equal(means, ModuleAddress.Means(pattern, address));

    private static string Function(string address, string name, string module = "", bool unknown = false) => JsonSerializer.Serialize(new
    {
        address = module.Length == 0 ? $"aws_lambda_function.{address}" : $"{module}.aws_lambda_function.{address}",
        module_address = module,
        mode = "managed",
        type = "aws_lambda_function",
        name,
        change = new
        {
            actions = new[] { "create" },
            after = new { environment = unknown ? new[] { new { } } : [] },
            after_unknown = new { arn = true, environment = unknown ? new[] { new { variables = true } } : [] },
        },
    });

    private static async Task<PlanDocument> ReadAsync(string changes, string module)
    {
        var text = $"{{\"format_version\":\"1.2\",\"resource_changes\":[{changes}],\"configuration\":{{\"root_module\":{module}}}}}";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await PlanReader.ReadAsync(stream, "p.json", TestContext.Current.CancellationToken);
    }
}
