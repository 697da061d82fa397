#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first two themselves.
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>A root module of somebody else's beside the AppHost's own, applied to a control plane.</summary>
public sealed class TerraformResourceTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_root_module_is_applied_drifts_is_mended_and_is_destroyed_from_the_dashboard()
    {
        Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var root = await SettingsRoot.WriteAsync(repository, Cancel);
        var builder = await AspireApp.BuilderAsync(repository, repository.Infra, Cancel);
        var infra = builder.AddTerraform("settings", root).WithVariable("name", "orders").WithEndpoint(moto.Address);
        await using var app = await AspireApp.StartAsync(builder, Cancel);

        var applied = await app.RunningAsync("settings", Cancel);
        var arn = await infra.GetOutput("arn").GetValueAsync(Cancel);
        await moto.AwsAsync(SettingsRoot.Region, Cancel, "ssm", "put-parameter", "--name", "orders", "--value", "1", "--type", "String", "--overwrite");
        var refresh = await app.CommandAsync("settings", "refresh", Cancel);
        var drifted = await app.UntilAsync("settings", shown => shown.State?.Text == "Drifted", Cancel);
        var apply = await app.CommandAsync("settings", "apply", Cancel);
        await app.RunningAsync("settings", Cancel);
        var value = await moto.AwsAsync(SettingsRoot.Region, Cancel, "ssm", "get-parameter", "--name", "orders", "--query", "Parameter.Value");
        var destroy = await app.CommandAsync("settings", "destroy", Cancel);
        var destroyed = await app.UntilAsync("settings", shown => shown.State?.Text == "Destroyed", Cancel);

        Assert.Contains(applied.Properties, property => property is { Name: "terraform.stage", Value: "Applied" });
        Assert.EndsWith(":parameter/orders", arn, StringComparison.Ordinal);
        Assert.True(refresh.Success, refresh.Message);
        Assert.Contains("aws_ssm_parameter.this", refresh.Message, StringComparison.Ordinal);
        Assert.NotNull(drifted);
        Assert.True(apply.Success, apply.Message);
        Assert.Equal("7", value);
        Assert.Equal("1 destroyed.", destroy.Message);
        Assert.NotNull(destroyed);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_output_that_is_not_declared_is_named_with_those_that_are()
    {
        Programs.Require("terraform");
        var builder = await AspireApp.BuilderAsync(repository, repository.Infra, Cancel);
        var infra = builder.AddTerraform("planned", repository.Infra);
        await using var app = await AspireApp.StartAsync(builder, Cancel);
        await app.RunningAsync("planned", Cancel);

        var problem = await Assert.ThrowsAsync<ProblemException>(async () => await infra.GetOutput("url").GetValueAsync(Cancel));

        Assert.Contains("'planned' has no output 'url'; it has: callee_function_arn, callee_function_name", problem.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_parameter_for_a_variable_that_is_not_declared_is_left_out()
    {
        Programs.Require("terraform");
        var root = await SettingsRoot.WriteAsync(repository, Cancel);
        var builder = await AspireApp.BuilderAsync(repository, repository.Infra, Cancel, "--Parameters:stage=dev");
        builder.AddTerraform("settings", root).WithVariable("name", "orders").WithVariable("stage", builder.AddParameter("stage"));
        await using var app = await AspireApp.StartAsync(builder, Cancel);

        var settings = await app.RunningAsync("settings", Cancel);

        Assert.Contains(settings.Properties, property => property is { Name: "terraform.stage", Value: "Planned, applied nowhere" });
    }

    [Fact(Timeout = 300_000)]
    public async Task A_run_with_an_account_applies_nothing_of_a_blocked_path()
    {
        Programs.Require("terraform");
        var builder = await AspireApp.BuilderAsync(repository, repository.Infra, Cancel);
        builder.AddTerraform("account", repository.Infra).WithVariable("connectivity", "none").WithAccount();
        await using var app = await AspireApp.StartAsync(builder, Cancel);

        var account = await app.UntilAsync("account", shown => shown.State?.Text == KnownResourceStates.FailedToStart, Cancel);

        Assert.Contains(account.Properties, property => property is { Name: "terraform.stage", Value: "Failed" });
        var stacks = Path.Combine(app.Artifacts, "stacks");
        Assert.Empty(Directory.Exists(stacks) ? Directory.EnumerateDirectories(stacks, "account-*") : []);
    }
}
