using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The commands as the README has them, through dotnet run.</summary>
public sealed class DotnetRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Nothing_but_the_answer_is_on_standard_output()
    {
        // …/bin/CONFIGURATION/net10.0/AppHost.dll
        var configuration = Directory.GetParent(Programs.AppHost)!.Parent!.Name;
        await using var run = RunningProgram.Start(
            Programs.Dotnet,
            ["run", "--no-build", "--configuration", configuration, "--project", Path.Combine(Programs.Repository, "AppHost"), "--", "--version"],
            Path.GetTempPath());

        Assert.Equal(0, await run.ExitCodeAsync(Cancel));
        Assert.Matches(@"^PrivateInvoke \d+\.\d+\.\d+ \(packages: (real|stand-ins); (Aspire \d+\.\d+\.\d+( with a stand-in for Aspire\.Hosting\.AWS)?|no Aspire)\)\r?\n$", run.Printed);
    }
}
