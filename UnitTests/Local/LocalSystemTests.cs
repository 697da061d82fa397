using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using PrivateInvoke.Local;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using PrivateInvoke.UnitTests.Endpoint;
using PrivateInvoke.UnitTests.Lambda;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Local;

/// <summary>Functions whose plan shows no sign of an invoke: what they call is written in their code.</summary>
public sealed class LocalSystemTests
{
    /// <summary>The caller is in the VPC; its environment names nobody, and no policy of its role does.</summary>
    private static readonly TestPlan Silent = Scenario.Endpoint
        .Set("aws_lambda_function.caller", "environment", Array.Empty<object>())
        .Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "sqs:SendMessage", "*"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData("caller")]
    [InlineData("callee")]
    public async Task A_function_without_a_sign_of_an_invoke_gets_an_address_here_all_the_same(string function)
    {
        using var folder = new TemporaryFolder();
        var plan = Silent.Set($"aws_lambda_function.{function}", "environment", new[]
        {
            TestPlan.Block(("variables", new Dictionary<string, object?> { ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true" })),
        });
        await using var system = await StartAsync(plan, folder);

        var variables = await VariablesAsync(system, function);

        Assert.StartsWith("http://127.0.0.1:", variables["AWS_ENDPOINT_URL_LAMBDA"], StringComparison.Ordinal);
        Assert.Equal("false", variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("caller", "callee")]
    [InlineData("caller", "nobody")]
    [InlineData("callee", "caller")]
    public async Task What_it_asks_for_is_judged_found_or_not(string function, string asked)
    {
        using var folder = new TemporaryFolder();
        var decisions = Channel.CreateUnbounded<EndpointDecision>();
        await using var system = await StartAsync(Silent, folder, decision => decisions.Writer.TryWrite(decision));
        var variables = await VariablesAsync(system, function);

        var status = await SignedInvokeAsync(variables, asked);

        var decision = await decisions.Reader.ReadAsync(Cancel);
        Assert.Equal(403, status);
        Assert.Equal((function, asked, Verdict.Blocked, HopKind.IdentityPolicy), (decision.Caller, decision.Callee, decision.Verdict, decision.Hop?.Kind));
        Assert.Empty(system.Paths);
        Assert.Same(decision.Path, Assert.Single(system.PathsAskedFor));
    }

    private static Task<LocalSystem> StartAsync(TestPlan plan, TemporaryFolder folder, Action<EndpointDecision>? decided = null) => LocalSystem.StartAsync(
        plan.Document,
        new LocalOptions
        {
            Programs = new FunctionPrograms
            {
                Named = new Dictionary<string, string> { ["caller"] = LocalLambda.DummyProgram, ["callee"] = LocalLambda.DummyProgram },
                Infra = folder.Path,
                Artifacts = folder.Path,
            },
            NoTimeouts = true,
            Decided = decided,
        },
        Cancel);

    /// <summary>As the function's own process sees them.</summary>
    private static async Task<Dictionary<string, string>> VariablesAsync(LocalSystem system, string function)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = system.LambdaApi };
        using var response = await client.PostAsync(
            $"2015-03-31/functions/{function}/invocations", new StringContent("""{"do":"environment"}""", Encoding.UTF8), Cancel);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<int> SignedInvokeAsync(Dictionary<string, string> variables, string callee)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(new Uri(variables["AWS_ENDPOINT_URL_LAMBDA"]), $"2015-03-31/functions/{callee}/invocations"))
        {
            Content = new ByteArrayContent("{}"u8.ToArray()),
        };
        TestSigner.Sign(request, "{}"u8.ToArray(), Credentials(variables), TimeProvider.System.GetUtcNow());
        using var response = await client.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }

    private static PrivateInvoke.Local.Lambda.FunctionCredentials Credentials(Dictionary<string, string> variables) => new()
    {
        FunctionName = variables["AWS_LAMBDA_FUNCTION_NAME"],
        AccessKeyId = variables["AWS_ACCESS_KEY_ID"],
        SecretAccessKey = variables["AWS_SECRET_ACCESS_KEY"],
        SessionToken = variables["AWS_SESSION_TOKEN"],
    };
}
