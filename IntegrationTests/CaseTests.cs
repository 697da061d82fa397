using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>Each public case through real terraform.</summary>
public sealed class CaseTests(TestRepository repository)
{
    public static TheoryData<string> Cases => [.. PublicCase.All.Select(one => one.Name)];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Cases))]
    public async Task A_case_has_the_verdict_that_AWS_has(string name)
    {
        Programs.Require("terraform");
        var one = PublicCase.Named(name);

        await using var program = Host.Run(repository.Path, one.Check("--format", "json"));
        var exitCode = await program.ExitCodeAsync(TestContext.Current.CancellationToken);

        if (!one.IsJudged)
        {
            Assert.True(exitCode == 2 && program.Printed.Length == 0, $"Exit code {exitCode}: {program.Output}");
            return;
        }

        Assert.True(exitCode is 0 or 1 or 3, $"Exit code {exitCode}: {program.Output}");
        using var json = JsonDocument.Parse(program.Printed);
        Assert.All(json.RootElement.GetProperty("paths").EnumerateArray(), path =>
        {
            Assert.True(path.GetProperty("verdict").GetString() == one.Verdict, path.GetRawText());
            var wanted = one.Verdict is "Reachable" ? "Warning" : one.Verdict;
            Assert.True(one.Hop is "-" || path.GetProperty("hops").EnumerateArray().Any(hop =>
                hop.GetProperty("hop").GetString() == one.Hop && hop.GetProperty("result").GetString() == wanted), path.GetRawText());
        });
    }
}
