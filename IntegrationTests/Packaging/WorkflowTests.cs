using System.Text.RegularExpressions;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>What .github/workflows promises, as far as text can tell.</summary>
public sealed partial class WorkflowTests
{
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

        Assert.Contains("  FEED: --property:FeedHasAwsLambda=true --property:FeedHasAspire=true", lines);
        Assert.All(lines.Where(line => Builds().IsMatch(line)), line => Assert.Contains("$FEED", line, StringComparison.Ordinal));
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Folder, file));

    [GeneratedRegex(@"^\s*(- )?uses:")]
    private static partial Regex Uses();

    [GeneratedRegex("dotnet (build|run|test|publish|pack)")]
    private static partial Regex Builds();
}
