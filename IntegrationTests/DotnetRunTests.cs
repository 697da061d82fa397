using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The commands as the README has them, through dotnet run.</summary>
public sealed class DotnetRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Nothing_but_the_answer_is_on_standard_output()
    {
        // …/bin/CONFIGURATION/net10.0/private-invoke.dll
        var configuration = Directory.GetParent(Programs.Cli)!.Parent!.Name;
        await using var run = RunningProgram.Start(
            Programs.Dotnet,
            ["run", "--no-build", "--configuration", configuration, "--project", Path.Combine(Programs.Repository, "src", "PrivateInvoke.Cli"), "--", "--version"],
            Path.GetTempPath());

        Assert.Equal(0, await run.ExitCodeAsync(Cancel));
        Assert.Matches(@"^PrivateInvoke \d+\.\d+\.\d+(-[0-9A-Za-z.-]+)? \(packages: (real|stand-ins)\)\r?\n$", run.Printed);
    }
}
