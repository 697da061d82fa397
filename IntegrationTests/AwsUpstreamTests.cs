using System.Net;
using PrivateInvoke.IntegrationTests.Conformance;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.IntegrationTests;

/// <summary>
/// <c>--upstream aws</c>, in front of a stand-in for AWS that knows one key, which is the developer's, and checks signatures.
/// </summary>
public sealed class AwsUpstreamTests(TestRepository repository)
{
    private const string Parcel = """{"weightGrams":1200,"destination":"JP-13"}""";

    private static readonly FunctionCredentials Developer = FunctionCredentials.Create("developer");

    private static readonly FunctionSpec Callee = RunningLambda.Function("private-invoke-callee", RunningLambda.Dotnet(Programs.Callee));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task An_invoke_arrives_in_AWS_signed_by_the_developer()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, Callee);
        await using var aws = await StandInAsync(lambda);
        await using var host = await Host.StartProgramAsync(repository, Machine(aws.Address, Developer.SecretAccessKey), Cancel, "--no-timeout", "--upstream", "aws");

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"computedBy\":\"private-invoke-callee\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await lambda.LineAsync("REPORT", Cancel);
        Assert.DoesNotContain(Developer.SecretAccessKey, host.Program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Developer.SessionToken, host.Program.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task What_AWS_refuses_reaches_the_caller()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, Callee);
        await using var aws = await StandInAsync(lambda);
        await using var host = await Host.StartProgramAsync(repository, Machine(aws.Address, "another"), Cancel, "--no-timeout", "--upstream", "aws");

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Fact(Timeout = 900_000)]
    public async Task Without_credentials_the_host_does_not_start()
    {
        Programs.Require("terraform");
        var machine = Machine(new Uri("http://127.0.0.1:9/"), secret: null);
        await using var run = RunningProgram.Start(
            Programs.Dotnet, [Programs.Cli, "run", "--port", "0", .. Host.In(repository, "--upstream", "aws")], repository.Desk(), machine);

        Assert.Equal(2, await run.ExitCodeAsync(Cancel));
        Assert.Contains("--upstream aws needs AWS credentials", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What the AWS SDK looks at, with nothing of this machine's own.</summary>
    private static Dictionary<string, string?> Machine(Uri aws, string? secret) => new()
    {
        ["AWS_ENDPOINT_URL_LAMBDA"] = aws.ToString(),
        ["AWS_ACCESS_KEY_ID"] = secret is null ? null : Developer.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = secret,
        ["AWS_SESSION_TOKEN"] = secret is null ? null : Developer.SessionToken,
        ["AWS_PROFILE"] = null,
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/nowhere",
        ["AWS_CONFIG_FILE"] = "/nowhere",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    private static Task<InterfaceEndpoint> StandInAsync(RunningLambda lambda) => InterfaceEndpoint.StartAsync(
        new InterfaceEndpointOptions
        {
            Caller = "developer",
            Upstream = new Upstream.Embedded(lambda.Host),
            Credentials = key => key == Developer.AccessKeyId ? Developer : null,
        },
        Cancel);
}
