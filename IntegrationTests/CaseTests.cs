using System.Runtime.CompilerServices;
using System.Text.Json;
using PrivateInvoke.Cloud;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Testing;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.IntegrationTests;

/// <summary>
/// Configurations made from public reports, through real terraform: Cases/expect.tsv has AWS's answer for each, and the page that gives it.
/// </summary>
public sealed class CaseTests(TestRepository repository)
{
    internal static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Cases");

    public static TheoryData<string> Cases => [.. File.ReadLines(Path.Combine(Folder, "expect.tsv")).Skip(1).Select(line => line.Split('\t')[0])];

    [Theory(Timeout = 900_000)]
    [MemberData(nameof(Cases))]
    public async Task A_case_has_the_verdict_that_AWS_has(string name)
    {
        Programs.Require("terraform");
        var row = File.ReadLines(Path.Combine(Folder, "expect.tsv")).Select(line => line.Split('\t')).Single(parts => parts[0] == name);
        var (verdict, hop) = (row[2].Split(' ')[0], row[3]);

        await using var program = Host.Run(repository.Path,
            ["check", "--infra", Path.Combine(Folder, name), "--format", "json", .. Arguments(row[1], Path.Combine(Folder, name))]);
        var exitCode = await program.ExitCodeAsync(TestContext.Current.CancellationToken);

        if (verdict is "refused" or "none")
        {
            Assert.True(exitCode == 2 && program.Printed.Length == 0, $"Exit code {exitCode}: {program.Output}");
            return;
        }

        Assert.True(exitCode is 0 or 1 or 3, $"Exit code {exitCode}: {program.Output}");
        using var json = JsonDocument.Parse(program.Printed);
        Assert.All(json.RootElement.GetProperty("paths").EnumerateArray(), path =>
        {
            Assert.True(path.GetProperty("verdict").GetString() == verdict, path.GetRawText());
            var wanted = verdict is "Reachable" ? "Warning" : verdict;
            Assert.True(hop is "-" || path.GetProperty("hops").EnumerateArray().Any(one =>
                one.GetProperty("hop").GetString() == hop && one.GetProperty("result").GetString() == wanted), path.GetRawText());
        });
    }

    /// <summary>What the plan is made with: the arguments of the case that are no question about it.</summary>
    private static TerraformPathsOptions Options(string[] arguments, string artifacts) => new()
    {
        Artifacts = artifacts,
        VariableFiles = [.. arguments.SkipWhile(argument => argument != "--var-file").Skip(1).Take(1)],
    };

    private static PathQuery Query(string[] arguments)
    {
        string? Of(string option) => arguments.SkipWhile(argument => argument != option).Skip(1).FirstOrDefault();
        return new PathQuery { Caller = Of("--caller"), Callee = Of("--callee"), Service = Of("--service") ?? "lambda" };
    }

    [Theory(Timeout = 900_000)]
    [MemberData(nameof(Cases))]
    public async Task A_plan_of_provider_6_has_the_verdicts_of_the_same_plan_of_provider_5(string name)
    {
        Programs.Require("terraform");
        var row = File.ReadLines(Path.Combine(Folder, "expect.tsv")).Select(line => line.Split('\t')).Single(parts => parts[0] == name);
        Assert.SkipWhen(row[2] is "refused", "The question is refused, whatever the plan.");
        var arguments = Arguments(row[1], Path.Combine(Folder, name)).ToArray();

        var five = (await TerraformPaths.PlanAsync(Path.Combine(Folder, name), Options(arguments, Path.Combine(repository.Path, "artifacts")), TestContext.Current.CancellationToken)).Plan;
        var six = five with { Resources = [.. ProviderSix.Of(five.Resources, resource => resource.Arn.Text()?.Split(':') is [_, _, _, { Length: > 0 } own, ..] ? own : five.Region.Text()!)] };

        Assert.Equal(Verdicts(five, arguments), Verdicts(six, arguments));
    }

    private static IEnumerable<string> Verdicts(PlanDocument plan, string[] arguments) => PathFinder.Find(CloudModel.Read(plan), Query(arguments)).Select(path =>
        $"{path.Caller.Name} -> {path.Callee.Name}: {path.Verdict} via {path.Via}\n{string.Join('\n', path.Hops.Select(hop => $"{hop.Kind} {hop.Result} {hop.Code} {hop.Message}"))}");

    /// <summary>A file's path is relative to where the user is, who is in the case's folder here.</summary>
    internal static IEnumerable<string> Arguments(string written, string folder) => written
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(argument => argument.EndsWith(".tfvars", StringComparison.Ordinal) ? Path.Combine(folder, argument) : argument);

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
