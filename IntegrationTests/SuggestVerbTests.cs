using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The patch of <c>check --suggest</c>, written into a copy of the configuration, which is planned and judged again.</summary>
public sealed class SuggestVerbTests(TestRepository repository)
{
    /// <summary>Cases that no change mends, with what is said of them.</summary>
    private static readonly Dictionary<string, string> NotMended = new() { ["c13_function_url"] = "a function URL has no endpoint" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Blocked => [.. PublicCase.All.Where(one => one.Verdict == "Blocked").Select(one => one.Name)];

    [Theory(Timeout = 900_000)]
    [MemberData(nameof(Blocked))]
    public async Task A_blocked_case_with_the_patch_in_its_files_is_reachable_or_it_says_why_no_change_does_it(string name)
    {
        Programs.Require("terraform");
        var one = PublicCase.Named(name);

        var (exitCode, json) = await CheckAsync(one.Check("--suggest"));
        var suggestions = json.GetProperty("suggestions").EnumerateArray().Where(suggestion => suggestion.GetProperty("verdict").GetString() == "Blocked").ToArray();

        Assert.Equal(1, exitCode);
        Assert.NotEmpty(suggestions);
        if (NotMended.TryGetValue(name, out var why))
        {
            Assert.All(suggestions, suggestion => Assert.Contains(why, suggestion.GetProperty("why").GetString(), StringComparison.Ordinal));
            return;
        }

        Assert.All(suggestions, suggestion => Assert.Equal("Reachable", suggestion.GetProperty("with").GetString()));
        var copy = Path.Combine(repository.Path, $"suggest-{name}");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(one.Folder))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        Write(copy, suggestions);
        var (mended, paths) = await CheckAsync(["check", "--infra", copy, .. one.Arguments]);
        Assert.All(paths.GetProperty("paths").EnumerateArray(), path => Assert.True(path.GetProperty("verdict").GetString() == "Reachable", path.GetRawText()));
        Assert.Equal(0, mended);
    }

    [Fact(Timeout = 900_000)]
    public async Task The_patch_of_a_module_is_written_in_that_module()
    {
        Programs.Require("terraform");
        var infra = repository.InfraWith(Path.Combine("modules", "network", "security_groups.tf"), text =>
        {
            var start = text.IndexOf("resource \"aws_vpc_security_group_egress_rule\" \"caller_to_endpoint\"", StringComparison.Ordinal);
            return text[..start] + text[(text.IndexOf("\n}\n", start, StringComparison.Ordinal) + 3)..];
        });

        var (exitCode, json) = await CheckAsync(["check", "--infra", infra, "--suggest"]);
        var suggestion = json.GetProperty("suggestions").EnumerateArray().First();

        Assert.Equal(1, exitCode);
        Assert.Equal("Reachable", suggestion.GetProperty("with").GetString());
        Assert.Equal("module.network", suggestion.GetProperty("changes")[0].GetProperty("module").GetString());
        Write(Path.Combine(infra, "modules", "network"), [suggestion]);
        Assert.Equal(0, (await CheckAsync(["check", "--infra", infra])).ExitCode);
    }

    [Fact(Timeout = 900_000)]
    public async Task The_least_policies_are_of_the_role_and_the_endpoint()
    {
        Programs.Require("terraform");

        var (exitCode, json) = await CheckAsync(["check", "--infra", repository.Infra, "--policy"]);

        Assert.Equal(0, exitCode);
        Assert.Equal(["identity", "endpoint"], json.GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("kind").GetString()));
    }

    /// <summary>New resources in one file, attributes of others in an override file.</summary>
    private static void Write(string folder, IEnumerable<JsonElement> suggestions)
    {
        foreach (var kind in suggestions.SelectMany(one => one.GetProperty("changes").EnumerateArray()).GroupBy(change => change.GetProperty("kind").GetString()))
            File.WriteAllText(Path.Combine(folder, kind.Key == "add" ? "suggested.tf" : "suggested_override.tf"), string.Join('\n', kind.Select(change => change.GetProperty("hcl").GetString())));
    }

    private async Task<(int ExitCode, JsonElement Json)> CheckAsync(IEnumerable<string> arguments)
    {
        var check = await Verb.RunAsync(repository, repository.Path, [.. arguments, "--format", "json"], Cancel);
        Assert.True(check.ExitCode is 0 or 1 or 3, $"Exit code {check.ExitCode}: {check.Output}");
        using var json = JsonDocument.Parse(check.Printed);
        return (check.ExitCode, json.RootElement.Clone());
    }
}
