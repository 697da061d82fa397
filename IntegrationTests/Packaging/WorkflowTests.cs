using System.Text.RegularExpressions;
using PrivateInvoke.IntegrationTests.Conformance;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>What .github/workflows promises, as far as text can tell.</summary>
public sealed partial class WorkflowTests
{
    private static readonly Dictionary<string, string?> None = [];

    /// <summary>action-validator, from npm: GitHub's schema of a workflow, and what its text promises.</summary>
    private static readonly string[] Linter = ["exec", "--yes", "--package=@action-validator/core@0.6.0", "--package=@action-validator/cli@0.6.0", "--"];

    /// <summary>Once for all tests: two npm that install the same at once get in each other's way.</summary>
    private static readonly Lazy<Task<(int ExitCode, string Output, string Error)>> Installed =
        new(() => OneRun.Async(Programs.Find("npm")!, [.. Linter, "node", "--version"], None, CancellationToken.None));

    private static readonly string Folder = Path.Combine(Programs.Repository, ".github", "workflows");

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("deploy.yml")]
    public void Every_action_is_pinned_to_a_commit_and_says_which_version_that_is(string file)
    {
        var used = Lines(file).Where(line => Uses().IsMatch(line)).ToList();

        Assert.NotEmpty(used);
        Assert.All(used, line => Assert.Matches(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
    }

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("deploy.yml")]
    public void Whatever_builds_says_that_the_feed_must_have_the_real_packages(string file)
    {
        var lines = Lines(file);

        Assert.Contains("  FEED: --property:FeedHasAwsLambda=true --property:FeedHasAspire=true --property:FeedHasAspireAws=true", lines);
        Assert.All(lines.Where(line => Builds().IsMatch(line)), line => Assert.Contains("$FEED", line, StringComparison.Ordinal));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("ci.yml")]
    [InlineData("deploy.yml")]
    public async Task The_linter_finds_nothing(string file)
    {
        var (exitCode, said) = await LintAsync(Path.Combine(Folder, file));

        Assert.True(exitCode == 0, said);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_linter_finds_what_is_wrong()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("private-invoke-workflow-").FullName, "wrong.yml");
        try
        {
            var right = await File.ReadAllTextAsync(Path.Combine(Folder, "ci.yml"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                file, right.Replace("runs-on:", "runs-off:", StringComparison.Ordinal), TestContext.Current.CancellationToken);

            Assert.NotEqual(0, (await LintAsync(file)).ExitCode);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    /// <summary>Skips the test where there is no linter.</summary>
    internal static async Task<(int ExitCode, string Said)> LintAsync(string file)
    {
        var npm = Programs.Require("npm");
        var (there, _, why) = await Installed.Value.WaitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(there == 0, $"npm has no action-validator: {why}");

        // What has been installed is not asked for again.
        var (exitCode, output, error) = await OneRun.Async(npm, ["--offline", .. Linter, "action-validator", file], None, TestContext.Current.CancellationToken);
        return (exitCode, output + error);
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Folder, file));

    [GeneratedRegex(@"^\s*(- )?uses:")]
    private static partial Regex Uses();

    [GeneratedRegex("dotnet (build|run|test|publish|pack)")]
    private static partial Regex Builds();
}
