#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first ones themselves.
#pragma warning disable ASPIREPIPELINES001 // Pipelines are Aspire's newest part.
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>What <c>aspire deploy</c> and <c>aspire do</c> run, without the Aspire CLI.</summary>
public sealed class PipelineTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_reachable_path_is_deployed()
    {
        await using var moto = await Moto.StartAsync(Cancel);
        // Packages beside infra/ itself would change what other tests have planned: a string in it names them.
        var desk = repository.Desk();
        var artifacts = Path.Combine(desk, "artifacts");
        StorePackages(artifacts);
        await using var run = Run(moto.Environment, "deploy", $"--Parameters:infra={repository.InfraAt(desk)}", $"--PrivateInvoke:Artifacts={artifacts}");

        Assert.True(await run.ExitCodeAsync(Cancel) == 0, run.Output);
        var functions = await moto.AwsAsync("ap-northeast-1", Cancel, "lambda", "list-functions", "--query", "Functions[].FunctionName");
        Assert.Contains("private-invoke-caller", functions, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_blocked_path_is_refused_before_anything_is_made()
    {
        // Nobody listens there: whatever is asked for fails otherwise.
        var nowhere = new Dictionary<string, string?> { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" };
        await using var run = Run(nowhere, "deploy", "--Parameters:connectivity=none");

        Assert.NotEqual(0, await run.ExitCodeAsync(Cancel));
        Assert.Contains("is blocked at", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:9", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_a_step_no_step_is_run()
    {
        await using var run = Run([], step: null);

        Assert.NotEqual(0, await run.ExitCodeAsync(Cancel));
        Assert.Contains("No step is named", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("check-infra)", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task From_another_folder_the_settings_are_those_of_the_AppHosts()
    {
        // Without a value for the parameter connectivity, which appsettings.json has, the pipeline does not begin.
        await using var run = RunIn(repository.Path, [], "check-infra");

        Assert.True(await run.ExitCodeAsync(Cancel) == 0, run.Output);
        Assert.Contains("Reachable", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The process has one exit code: no other test here runs a pipeline in it.</summary>
    [Fact(Timeout = 300_000)]
    public async Task A_root_module_that_changes_after_its_plan_is_not_applied()
    {
        Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var root = await SettingsRoot.WriteAsync(repository, Cancel);
        var builder = await AspireApp.BuilderAsync(repository, repository.Infra, Cancel, "--operation", "publish", "--step", "apply-settings");
        builder.AddTerraform("settings", root).WithVariable("name", "orders").WithEndpoint(moto.Address);
        var isPlanned = false;
        builder.Pipeline.AddStep(
            "change",
            async context =>
            {
                isPlanned = true;
                var file = Path.Combine(root, "main.tf");
                var text = await File.ReadAllTextAsync(file, context.CancellationToken);
                await File.WriteAllTextAsync(file, text.Replace("\"7\"", "\"8\"", StringComparison.Ordinal), context.CancellationToken);
            },
            dependsOn: "plan-settings",
            requiredBy: "apply-settings");
        await using var app = await builder.BuildAsync(Cancel);

        await app.RunAsync(Cancel);
        var exitCode = System.Environment.ExitCode;
        System.Environment.ExitCode = 0;

        Assert.True(isPlanned);
        Assert.Equal(1, exitCode);
        Assert.Equal("", await moto.AwsAsync(SettingsRoot.Region, Cancel, "ssm", "describe-parameters", "--query", "Parameters[].Name"));
    }

    /// <summary>Newer than the functions' builds, so that they are used as they are: a control plane only stores them.</summary>
    private void StorePackages(string artifacts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(artifacts, "packages")).FullName;
        foreach (var function in (string[])["caller", "callee"])
        {
            var zip = Path.Combine(folder, $"{function}.zip");
            File.Copy(repository.Package(), zip, overwrite: true);
            File.SetLastWriteTimeUtc(zip, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    private RunningProgram Run(Dictionary<string, string?> environment, string? step, params string[] arguments) =>
        RunIn(Path.Combine(Programs.Repository, "AppHost"), environment, step, arguments);

    private RunningProgram RunIn(string folder, Dictionary<string, string?> environment, string? step, params string[] arguments)
    {
        Programs.Require("terraform");
        return RunningProgram.Start(
            Programs.Dotnet,
            [
                Programs.AppHost, "--operation", "publish", .. step is null ? [] : (string[])["--step", step],
                $"--Parameters:infra={repository.Infra}", $"--PrivateInvoke:Artifacts={repository.Artifacts}", .. arguments,
            ],
            folder,
            environment);
    }
}
