using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

public sealed class InvokeVerbTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Invoke_prints_the_answer_and_the_hops()
    {
        Programs.Require("terraform");
        var payload = Path.Combine(repository.Path, "parcel.json");
        await File.WriteAllTextAsync(payload, """{"weightGrams":999,"destination":"DE-BE"}""", Cancel);

        var invoke = await Verb.RunAsync(
            repository, repository.Desk(), Host.In(repository, "invoke", "/quotes", "--no-timeout", "--payload", $"@{payload}"), Cancel);

        Assert.Equal(0, invoke.ExitCode);
        Assert.Contains("\"zone\":\"domestic\"", invoke.Output, StringComparison.Ordinal);
        Assert.Contains("Reachable", invoke.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Invoke_of_a_blocked_path_exits_with_1_and_names_the_fix()
    {
        Programs.Require("terraform");

        var invoke = await Verb.RunAsync(
            repository,
            repository.Desk(),
            Host.In(repository, "invoke", "/quotes", "--no-timeout", "--payload", """{"weightGrams":1,"destination":"DE-BE"}""", "--var", "connectivity=none"),
            Cancel);

        Assert.Equal(1, invoke.ExitCode);
        Assert.Contains("Blocked", invoke.Output, StringComparison.Ordinal);
        Assert.Contains("504", invoke.Output, StringComparison.Ordinal);
    }
}
