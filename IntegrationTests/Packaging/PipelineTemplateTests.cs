using System.Text.Json;
using System.Text.RegularExpressions;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>
/// action.yml and templates/, as far as a machine without GitHub and GitLab can tell: a linter reads them, and their scripts run here as
/// the runner would run them, with the tool from the packed packages.
/// </summary>
public sealed partial class PipelineTemplateTests(PackedFeed feed)
{
    /// <summary>From npm; the newest that runs on Node.js 20.</summary>
    private static readonly string[] GitLab = ["exec", "--yes", "--package=gitlab-ci-local@4.62.0", "--", "gitlab-ci-local"];

    private static readonly string Action = Path.Combine(Programs.Repository, "action.yml");

    private static readonly string Template = Path.Combine(Programs.Repository, "templates", "private-invoke.gitlab-ci.yml");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task The_linter_finds_nothing_in_the_action_and_something_in_a_wrong_one()
    {
        using var folder = new Folder();
        var wrong = folder.Write("action.yml", (await File.ReadAllTextAsync(Action, Cancel)).Replace("using: composite", "using: nothing", StringComparison.Ordinal));

        var (exitCode, said) = await WorkflowTests.LintAsync(Action);

        Assert.True(exitCode == 0, said);
        Assert.NotEqual(0, (await WorkflowTests.LintAsync(wrong)).ExitCode);
    }

    [Fact]
    public void Every_action_that_it_uses_is_pinned_to_a_commit() => Assert.All(
        File.ReadLines(Action).Where(line => Uses().IsMatch(line)),
        line => Assert.Matches(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));

    [Fact(Timeout = 1_800_000)]
    public async Task The_actions_steps_install_judge_and_write_the_reports()
    {
        Programs.Require("terraform");
        var bash = Programs.Require("bash");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        newcomer.CopyCase("c37c_policy_other_account", "infra");
        var runner = new Dictionary<string, string?>
        {
            ["RUNNER_TEMP"] = newcomer.PathOf("temp"),
            ["GITHUB_OUTPUT"] = newcomer.PathOf("output"),
            ["GITHUB_STEP_SUMMARY"] = newcomer.PathOf("summary.md"),
            ["VERSION"] = newcomer.Version,
            ["INFRA"] = "infra",
            ["PLAN"] = "",
            ["ARGUMENTS"] = "--caller\ncaller\n",
            ["SARIF"] = "private-invoke.sarif",
            ["ALLOW_UNDECIDED"] = "false",
        };

        var install = await newcomer.ScriptAsync(bash, YamlStep.ScriptOf(Action, "Install private-invoke"), runner, Cancel);
        Assert.True(install.ExitCode == 0, install.Printed);
        await RequireFormatAsync(newcomer, "markdown");
        var check = await newcomer.ScriptAsync(bash, YamlStep.ScriptOf(Action, "Check"), runner, Cancel);

        Assert.True(check.ExitCode == 1, check.Printed);
        Assert.Contains("✗ endpoint policy", check.Printed, StringComparison.Ordinal);
        var outputs = await File.ReadAllLinesAsync(newcomer.PathOf("output"), Cancel);
        Assert.Contains("exit-code=1", outputs);
        Assert.Contains($"sarif={newcomer.PathOf("private-invoke.sarif")}", outputs);
        using var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(newcomer.PathOf("private-invoke.sarif"), Cancel));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        Assert.Contains("aws_vpc_endpoint.lambda", await File.ReadAllTextAsync(newcomer.PathOf("summary.md"), Cancel), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task GitLabs_schema_finds_nothing_in_the_template_and_something_in_a_wrong_one()
    {
        var git = Programs.Require("git");
        var npm = Programs.Require("npm");
        using var folder = new Folder();
        var template = await File.ReadAllTextAsync(Template, Cancel);
        folder.Write("right.yml", template);
        folder.Write("wrong.yml", template.Replace("exit_codes: 3", "exit_codes: three", StringComparison.Ordinal));
        await folder.RunAsync(git, ["init", "--quiet"], Cancel);
        await folder.RunAsync(git, ["-c", "user.name=test", "-c", "user.email=test@test", "commit", "--quiet", "--no-gpg-sign", "--allow-empty", "--message", "Begin"], Cancel);

        // gitlab-ci-local has the schema.
        var (there, why) = await folder.RunAsync(npm, [.. GitLab, "--version"], Cancel);
        Assert.SkipUnless(there == 0, $"npm has no gitlab-ci-local: {why}");
        var (exitCode, printed) = await folder.RunAsync(npm, [.. GitLab, "--file", "right.yml", "--list"], Cancel);
        var (wrongCode, _) = await folder.RunAsync(npm, [.. GitLab, "--file", "wrong.yml", "--list"], Cancel);

        Assert.True(exitCode == 0, printed);
        Assert.Contains("json schema validated", printed, StringComparison.Ordinal);
        Assert.NotEqual(0, wrongCode);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_templates_job_installs_judges_and_writes_the_report()
    {
        Programs.Require("terraform");
        var bash = Programs.Require("bash");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        newcomer.CopyCase("c37c_policy_other_account", "infra");
        var runner = new Dictionary<string, string?>
        {
            ["CI_BUILDS_DIR"] = newcomer.PathOf("builds"),
            ["PRIVATE_INVOKE_INFRA"] = "infra",
            ["PRIVATE_INVOKE_ARGUMENTS"] = "--caller caller",
            ["PRIVATE_INVOKE_VERSION"] = newcomer.Version,
        };

        var before = await newcomer.ScriptAsync(bash, string.Join('\n', YamlStep.CommandsOf(Template, "before_script")), runner, Cancel);
        Assert.True(before.ExitCode == 0, before.Printed);
        await RequireFormatAsync(newcomer, "junit");
        var script = await newcomer.ScriptAsync(bash, string.Join('\n', YamlStep.CommandsOf(Template, "script")), runner, Cancel);

        Assert.True(script.ExitCode == 1, script.Printed);
        Assert.Contains("✗ endpoint policy", script.Printed, StringComparison.Ordinal);
        Assert.Contains("<testsuite", await File.ReadAllTextAsync(newcomer.PathOf("private-invoke.xml"), Cancel), StringComparison.Ordinal);
    }

    private static async Task RequireFormatAsync(Newcomer newcomer, string format)
    {
        var tool = Directory.EnumerateFiles(newcomer.Folder, "private-invoke", SearchOption.AllDirectories).First();
        var (_, help) = await newcomer.RunAsync(tool, ["check", "--help"], Cancel);
        Assert.SkipUnless(help.Contains(format, StringComparison.Ordinal), $"This build's check has no --format {format}.");
    }

    [GeneratedRegex(@"^\s*(- )?uses:")]
    private static partial Regex Uses();

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("private-invoke-action-").FullName;

        public string Write(string name, string text)
        {
            var file = Path.Combine(_path, name);
            File.WriteAllText(file, text);
            return file;
        }

        public async Task<(int ExitCode, string Printed)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
        {
            await using var running = RunningProgram.Start(program, arguments, _path);
            return (await running.ExitCodeAsync(cancel), running.Output);
        }

        public void Dispose() => TestFolder.Delete(_path);
    }
}
