using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Deployment;

/// <summary>A deploy that is ended in mid-apply, by whatever: the next one finishes.</summary>
public sealed class DeployInterruptionTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_host_that_is_killed_leaves_terraform_to_end_and_the_next_deploy_waits_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds processes in /proc.");
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        await using var api = await HeldApi.StartAsync(cloud.ControlPlane, "CreateVpc", Cancel);
        cloud.Endpoint = api.Address;
        int terraform;
        IReadOnlyList<int> providers;
        await using (var killed = cloud.Start("deploy"))
        {
            await InMidApplyAsync(api, killed);
            // Held, it is still there when the next deploy comes, however long that takes to start.
            terraform = TerraformOf(killed.Id);
            ProcessTable.Hold(terraform);
            providers = [.. ProcessTable.ProvidersOf(killed.Id)];
            killed.Kill();
            await killed.ExitCodeAsync(Cancel);
        }

        await using var next = cloud.Start("deploy");
        try
        {
            await next.LineAsync(line => line.Contains("is still at work; waiting for it", StringComparison.Ordinal), Cancel);
        }
        finally
        {
            ProcessTable.GoOn(terraform);
            api.LetGo();
        }

        var exitCode = await next.ExitCodeAsync(Cancel);
        var printed = next.Output;
        await ProcessTable.GoneAsync(providers, Cancel);
        var (destroyed, destroying) = await cloud.RunAsync("destroy", Cancel);

        Assert.NotEmpty(providers);
        Assert.Equal(0, exitCode);
        Assert.Contains("Plan: no change.", printed, StringComparison.Ordinal);
        Assert.Equal(0, destroyed);
        Assert.Contains("Destroyed: 24 removed.", destroying, StringComparison.Ordinal);
        Assert.Empty(await cloud.VpcsAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_terraform_that_is_killed_leaves_a_lock_and_what_it_made_to_the_next_deploy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds processes in /proc.");
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        await using var api = await HeldApi.StartAsync(cloud.ControlPlane, "CreateVpc", Cancel);
        cloud.Endpoint = api.Address;
        await using (var failing = cloud.Start("deploy"))
        {
            await InMidApplyAsync(api, failing);
            ProcessTable.Kill(TerraformOf(failing.Id));
            Assert.Equal(1, await failing.ExitCodeAsync(Cancel));
        }

        api.LetGo();
        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel);
        var (none, _) = await cloud.RunAsync("drift", Cancel);

        Assert.Equal((0, 0), (exitCode, none));
        Assert.Contains("which was killed, has been freed", printed, StringComparison.Ordinal);
        Assert.Contains("module.caller.aws_iam_role.this (private-invoke-caller), which a killed apply had made, has been taken into the state", printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task What_connects_two_resources_is_taken_into_the_state_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds processes in /proc.");
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        await using var api = await HeldApi.StartAsync(cloud.ControlPlane, "CreateVpcEndpoint", Cancel);
        cloud.Endpoint = api.Address;
        await using (var failing = cloud.Start("deploy"))
        {
            await failing.LineAsync(line => line.Contains("module.caller.aws_iam_role_policy_attachment.vpc_access[0]: created", StringComparison.Ordinal), Cancel);
            await failing.LineAsync(line => line.Contains("module.network.aws_route_table_association.private[\"ap-northeast-1a\"]: created", StringComparison.Ordinal), Cancel);
            await api.HeldAsync(Cancel);
            ProcessTable.Kill(TerraformOf(failing.Id));
            Assert.Equal(1, await failing.ExitCodeAsync(Cancel));
        }

        api.LetGo();
        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel);
        var (none, _) = await cloud.RunAsync("drift", Cancel);

        Assert.Equal((0, 0), (exitCode, none));
        Assert.Matches(@"aws_iam_role_policy_attachment\.vpc_access\[0\] \(private-invoke-caller/arn:aws:iam::aws:policy/\S+\), which a killed apply had made, has been taken into the state", printed);
        Assert.Matches(@"aws_route_table_association\.private\[""ap-northeast-1a""\] \(subnet-\w+/rtb-\w+\), which a killed apply had made, has been taken into the state", printed);
        Assert.DoesNotContain("cannot be taken into the state", printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Both_killed_at_once_leave_nothing_that_the_next_deploy_cannot_finish()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds processes in /proc.");
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        await using var api = await HeldApi.StartAsync(cloud.ControlPlane, "CreateVpc", Cancel);
        cloud.Endpoint = api.Address;
        await using (var killed = cloud.Start("deploy"))
        {
            await InMidApplyAsync(api, killed);
            var terraform = TerraformOf(killed.Id);
            killed.Kill();
            ProcessTable.Kill(terraform);
            await killed.ExitCodeAsync(Cancel);
        }

        api.LetGo();
        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel);

        Assert.Equal(0, exitCode);
        Assert.Contains("has been freed", printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Ctrl_C_in_the_terminal_ends_the_apply_in_order_although_it_reaches_the_whole_process_group()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds processes in /proc.");
        var setsid = Programs.Require("setsid");
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        await using var api = await HeldApi.StartAsync(cloud.ControlPlane, "CreateVpc", Cancel);
        cloud.Endpoint = api.Address;

        // A terminal's foreground: a process group of its own, which gets the interrupt as a whole, and does not ignore it as what a
        // script starts in the background does.
        await using (var interrupted = RunningProgram.Start(
            Programs.Require("env"), ["--default-signal=INT", setsid, Programs.Dotnet, Programs.Cli, .. cloud.Arguments("deploy")], cloud.Folder))
        {
            await InMidApplyAsync(api, interrupted);
            ProcessTable.InterruptGroup(interrupted.Id);
            Assert.Equal(130, await interrupted.ExitCodeAsync(Cancel));
            Assert.Contains("The state is whole.", interrupted.Output, StringComparison.Ordinal);
        }

        api.LetGo();
        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("has been freed", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("which a killed apply had made", printed, StringComparison.Ordinal);
    }

    /// <summary>The VPC is asked for and not made, and both roles are there.</summary>
    private static async Task InMidApplyAsync(HeldApi api, RunningProgram deploy)
    {
        await deploy.LineAsync(line => line.Contains("module.caller.aws_iam_role.this: created", StringComparison.Ordinal), Cancel);
        await deploy.LineAsync(line => line.Contains("module.callee.aws_lambda_function.this: created", StringComparison.Ordinal), Cancel);
        await api.HeldAsync(Cancel);
    }

    private static int TerraformOf(int host) => Assert.Single(
        ProcessTable.ChildrenOf(host), id => ProcessTable.CommandOf(id) is [var program, ..] && Path.GetFileName(program) == "terraform");
}
