using System.Runtime.CompilerServices;
using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Unread;

/// <summary>
/// Expressions over what no account was asked for, and over what is known after an apply. What has nothing to do with the path is not in
/// its way; what has makes its hop Undecided. main.tf is a configuration whose path is Reachable.
/// </summary>
public sealed class UnreadValueTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Beside => [.. UnreadExpressions.Beside.Keys];

    public static TheoryData<string> OnThePath => [.. UnreadExpressions.OnThePath.Select(one => one.Name)];

    [Fact(Timeout = 900_000)]
    public async Task What_has_nothing_to_do_with_the_path_is_not_in_its_way() =>
        await IsReachableAsync("all", UnreadExpressions.Beside.Values);

    [Theory(Timeout = 900_000, Explicit = true)]
    [MemberData(nameof(Beside))]
    public async Task One_expression_alone_is_not_in_the_way(string name) => await IsReachableAsync(name, [UnreadExpressions.Beside[name]]);

    [Fact(Timeout = 900_000)]
    public async Task What_is_part_of_the_path_makes_its_hop_undecided() => await AreUndecidedAsync("every-hop", UnreadExpressions.OnThePath);

    [Theory(Timeout = 900_000, Explicit = true)]
    [MemberData(nameof(OnThePath))]
    public async Task One_part_of_the_path_makes_its_hop_undecided(string name) =>
        await AreUndecidedAsync(name, [.. UnreadExpressions.OnThePath.Where(one => one.Name == name)]);

    /// <summary>A parameter is sensitive, and Terraform takes what a condition chooses beside it for sensitive too: it is withheld.</summary>
    [Theory(Timeout = 900_000)]
    [InlineData("not-chosen", "x=", "data.aws_s3_object.o.body", 0)]
    [InlineData("chosen", "x=set", "data.aws_s3_object.o.body", 3)]
    [InlineData("sensitive", "x=", "data.aws_ssm_parameter.p.value", 3)]
    public async Task A_condition_that_is_known_decides_whether_the_value_counts(string name, string variable, string value, int exitCode)
    {
        var policy = UnreadExpressions.OnThePath.Single(one => one.Name == "endpoint policy");
        var text = policy.Change(Main).Replace("data.aws_ssm_parameter.p.value", value, StringComparison.Ordinal);

        var (code, _, output) = await CheckAsync($"condition-{name}", text + UnreadExpressions.Sources, "--var", variable);

        Assert.True(code == exitCode, output);
    }

    private async Task IsReachableAsync(string name, IEnumerable<string> snippets)
    {
        var (code, _, output) = await CheckAsync($"beside-{name}", string.Join('\n', [Main, UnreadExpressions.Sources, .. snippets]));

        Assert.True(code == 0, output);
    }

    private async Task AreUndecidedAsync(string name, IReadOnlyList<OnThePath> parts)
    {
        var text = parts.Aggregate(Main, (text, part) => part.Change(text)) + UnreadExpressions.Sources;

        var (code, hops, output) = await CheckAsync($"part-{name.Replace(' ', '-')}", text, "--var", "x=set");

        Assert.True(code == 3, output);
        Assert.All(parts, part => Assert.True(hops.Contains((part.Hop, "Undecided")), $"{part.Name}: {output}"));
        if (parts.Count == 1)
            Assert.All(hops.Where(hop => hop.Hop != parts[0].Hop), hop => Assert.True(hop.Result != "Undecided", $"{hop.Hop}: {output}"));
    }

    private async Task<(int Code, List<(string Hop, string Result)> Hops, string Output)> CheckAsync(string name, string text, params string[] arguments)
    {
        Programs.Require("terraform");
        var folder = Directory.CreateDirectory(Path.Combine(repository.Path, $"unread-{name}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "main.tf"), text, Cancel);

        var check = await Verb.RunAsync(repository, repository.Path, ["check", "--infra", folder, "--format", "json", .. arguments], Cancel);

        if (check.Printed.Length == 0)
            return (check.ExitCode, [], check.Output);
        using var json = JsonDocument.Parse(check.Printed);
        var path = Assert.Single(json.RootElement.GetProperty("paths").EnumerateArray());
        return (check.ExitCode, [.. path.GetProperty("hops").EnumerateArray().Select(hop => (hop.GetProperty("hop").GetString()!, hop.GetProperty("result").GetString()!))], check.Output);
    }

    private static string Main => File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "main.tf"));

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
