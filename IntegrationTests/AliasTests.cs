using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>An alias is another resource than its function, to policies and so to the interface endpoint.</summary>
public sealed class AliasTests(TestRepository repository)
{
    private const string Alias = """

        resource "aws_lambda_alias" "live" {
          name             = "live"
          function_name    = module.callee.function_name
          function_version = "$LATEST"
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 900_000)]
    [InlineData("module.callee.function_arn", "aws_lambda_alias.live.arn", "Blocked", 502)]
    [InlineData("aws_lambda_alias.live.arn", "aws_lambda_alias.live.arn", "Reachable", 200)]
    [InlineData("aws_lambda_alias.live.arn", "module.callee.function_name", "Blocked", 502)]
    public async Task A_policy_has_to_name_what_is_invoked(string allowed, string invoked, string verdict, int status)
    {
        var infra = repository.InfraWith("main.tf", text => $"{Alias}\n\n{text}"
            .Replace("""[module.callee.function_arn, "${module.callee.function_arn}:*"]""", $"[{allowed}]", StringComparison.Ordinal)
            .Replace("CALLEE_FUNCTION_NAME   = module.callee.function_name", $"CALLEE_FUNCTION_NAME = {invoked}", StringComparison.Ordinal));
        await using var host = await Host.StartAsync(repository, Cancel, "--infra", infra, "--no-timeout");

        using var response = await host.PostAsync("/quotes", """{"weightGrams":1200,"destination":"JP-13"}""", Cancel);

        Assert.Equal((verdict, status), (host.Verdict, (int)response.StatusCode));
    }
}
