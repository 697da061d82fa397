using System.Text.Json;
using CliWrap.Buffered;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>Commits of a repository with infra/ in it, as a pull request has them.</summary>
public sealed class DiffVerbTests(TestRepository repository)
{
    private const string Rule = "resource \"aws_vpc_security_group_egress_rule\" \"caller_to_endpoint\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Two_commits_differ_by_a_rule_that_is_added_and_by_an_endpoint_policy_that_is_narrowed()
    {
        Programs.Require("terraform");
        var clone = await CloneAsync();
        var before = Files(Path.Combine(clone, ".git"));
        var planned = Directory.GetDirectories(Path.Combine(clone, "artifacts", "terraform"));

        var (opened, text) = await DiffAsync(clone, "removed", "open");
        var (narrowed, policy) = await DiffAsync(clone, "open", "narrowed", "--format", "json");

        Assert.Equal((0, 1), (opened, narrowed));
        Assert.Contains("opened: ", text, StringComparison.Ordinal);
        Assert.Contains("caller egress", text, StringComparison.Ordinal);
        Assert.Contains("removed -> open: 1 path opened.", text, StringComparison.Ordinal);
        Assert.Equal(("Closed", "EndpointPolicy"), Closed(policy));
        // The repository was only read, and what was taken from it is gone.
        Assert.Equal(before, Files(Path.Combine(clone, ".git")));
        Assert.Empty((await GitAsync(clone, "status", "--porcelain")).Trim());
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(clone, "tmp"), "private-invoke-diff-*"));
        Assert.Equal(planned.Order(StringComparer.Ordinal), Directory.GetDirectories(Path.Combine(clone, "artifacts", "terraform")).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_commit_is_compared_with_the_working_tree_and_a_commit_that_is_not_there_is_bad_input()
    {
        Programs.Require("terraform");
        var clone = await CloneAsync();

        var (same, text) = await DiffAsync(clone, "open");
        var (missing, error) = await DiffAsync(clone, "no-such-branch");
        var (option, _) = await DiffAsync(clone, "--", "--output=x");

        Assert.Equal((0, 2, 2), (same, missing, option));
        Assert.Contains("No path differs; 1 as before.", text, StringComparison.Ordinal);
        Assert.Contains("'no-such-branch' is no file, no folder, and no commit", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(clone, "x")));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(clone, "tmp"), "private-invoke-diff-*"));
    }

    /// <summary>With three tags: as it is, without the caller's rule, and with an endpoint policy for another function.</summary>
    private async Task<string> CloneAsync()
    {
        Programs.Require("git");
        var clone = repository.Desk();
        Directory.CreateDirectory(Path.Combine(clone, "tmp"));
        var open = repository.InfraWith("main.tf", text => text + "\n# As it is.\n");
        Directory.Move(open, Path.Combine(clone, "infra"));
        await File.WriteAllTextAsync(Path.Combine(clone, ".gitignore"), "artifacts\ntmp\n", Cancel);
        await GitAsync(clone, "init", "--quiet", "--initial-branch=main");
        await CommitAsync(clone, "open");

        var rules = Path.Combine(clone, "infra", "modules", "network", "security_groups.tf");
        var text = await File.ReadAllTextAsync(rules, Cancel);
        var start = text.IndexOf(Rule, StringComparison.Ordinal);
        await File.WriteAllTextAsync(rules, text[..start] + text[(text.IndexOf("\n}\n", start, StringComparison.Ordinal) + 3)..], Cancel);
        await CommitAsync(clone, "removed");

        await File.WriteAllTextAsync(rules, text, Cancel);
        var main = Path.Combine(clone, "infra", "main.tf");
        var policy = await File.ReadAllTextAsync(main, Cancel);
        await File.WriteAllTextAsync(main, policy.Replace("Principal = { AWS = module.caller.role_arn }\n      Action    = \"lambda:InvokeFunction\"", "Principal = { AWS = module.caller.role_arn }\n      Action    = \"lambda:GetFunction\"", StringComparison.Ordinal), Cancel);
        Assert.NotEqual(policy, await File.ReadAllTextAsync(main, Cancel));
        await CommitAsync(clone, "narrowed");
        await GitAsync(clone, "checkout", "--quiet", "open");
        return clone;
    }

    private static async Task CommitAsync(string clone, string tag)
    {
        await GitAsync(clone, "add", "--all");
        await GitAsync(clone, "-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", tag);
        await GitAsync(clone, "tag", tag);
    }

    private static async Task<string> GitAsync(string folder, params string[] arguments) =>
        (await CliWrap.Cli.Wrap("git").WithArguments(["-C", folder, .. arguments]).ExecuteBufferedAsync(Cancel)).StandardOutput;

    private static (string? Difference, string? Hop) Closed(string json)
    {
        using var document = JsonDocument.Parse(json);
        var difference = Assert.Single(document.RootElement.GetProperty("differences").EnumerateArray());
        var hop = difference.GetProperty("after").GetProperty("hops").EnumerateArray().First(hop => hop.GetProperty("result").GetString() == "Blocked");
        return (difference.GetProperty("difference").GetString(), hop.GetProperty("hop").GetString());
    }

    private static string Files(string folder) => string.Join('\n', new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(file => $"{Path.GetRelativePath(folder, file.FullName)} {file.Length} {file.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal));

    private static async Task<(int ExitCode, string Said)> DiffAsync(string clone, params string[] arguments)
    {
        await using var program = RunningProgram.Start(Programs.Dotnet, [Programs.Cli, "diff", .. arguments], clone, new Dictionary<string, string?> { ["TMPDIR"] = Path.Combine(clone, "tmp") });
        var exitCode = await program.ExitCodeAsync(Cancel);
        return (exitCode, exitCode == 2 ? program.Output : program.Printed);
    }
}
