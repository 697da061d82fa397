using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Deployment;

/// <summary>The verbs as a person or a workflow runs them, at a control plane that also keeps the state.</summary>
public sealed class DeployTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Deploy_twice_find_drift_mend_it_and_destroy()
    {
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);

        var (first, printed) = await cloud.RunAsync("deploy", Cancel);
        var (second, printedAgain) = await cloud.RunAsync("deploy", Cancel);
        var (none, _) = await cloud.RunAsync("drift", Cancel);
        var rule = await cloud.AwsAsync(Cancel, "ec2", "describe-security-group-rules", "--query", "SecurityGroupRules[?!IsEgress && FromPort==`443`].[GroupId,SecurityGroupRuleId] | [0]");
        var ids = rule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        await cloud.AwsAsync(Cancel, "ec2", "revoke-security-group-ingress", "--group-id", ids[0], "--security-group-rule-ids", ids[1]);
        var (drifted, drift) = await cloud.RunAsync("drift", Cancel);
        var (mended, mending) = await cloud.RunAsync("deploy", Cancel);
        var (after, _) = await cloud.RunAsync("drift", Cancel);
        var (destroyed, destroying) = await cloud.RunAsync("destroy", Cancel);

        Assert.Equal([0, 0, 0, 4, 0, 0, 0], [first, second, none, drifted, mended, after, destroyed]);
        Assert.Contains("24 added, 0 changed, 0 removed", printed, StringComparison.Ordinal);
        Assert.Contains("Smoke invoke: skipped: this endpoint runs no code.", printed, StringComparison.Ordinal);
        Assert.Contains("caller_function_name      private-invoke-caller", printed, StringComparison.Ordinal);
        Assert.Contains("Plan: no change.", printedAgain, StringComparison.Ordinal);
        Assert.DoesNotContain("With what is there already:", printedAgain, StringComparison.Ordinal);
        Assert.Contains("module.network.aws_vpc_security_group_ingress_rule.endpoint_from_caller[0]", drift, StringComparison.Ordinal);
        Assert.Contains("Applied: 1 added, 0 changed, 0 removed.", mending, StringComparison.Ordinal);
        Assert.Contains("Destroyed: 24 removed.", destroying, StringComparison.Ordinal);
        Assert.Empty(await cloud.VpcsAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_blocked_path_is_refused_before_anything_is_created()
    {
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        var broken = repository.InfraWith(
            Path.Combine("modules", "network", "security_groups.tf"),
            text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"));

        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel, "--infra", broken);

        Assert.Equal(1, exitCode);
        Assert.Contains("private-invoke-caller -> private-invoke-callee: Blocked", printed, StringComparison.Ordinal);
        Assert.Contains("error: An invoke path is blocked: nothing was deployed.", printed, StringComparison.Ordinal);
        Assert.Empty(await cloud.VpcsAsync(Cancel));
        Assert.Empty(await cloud.AwsAsync(Cancel, "lambda", "list-functions", "--query", "Functions[].FunctionName"));
        Assert.Empty(await cloud.AwsAsync(Cancel, "iam", "list-roles", "--query", "Roles[].RoleName"));
    }

    [Fact(Timeout = 900_000)]
    public async Task What_the_configuration_leaves_to_others_is_judged_as_it_is_there()
    {
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        var root = Path.Combine("examples", "seed-port");
        var infra = Path.Combine(repository.InfraWith(Path.Combine(root, "main.tf"), LeaveEgressToOthers), root);
        var (first, _) = await cloud.RunAsync("deploy", Cancel, "--infra", infra);
        var rule = await cloud.AwsAsync(Cancel, "ec2", "describe-security-group-rules", "--query", "SecurityGroupRules[?IsEgress && FromPort==`443`].[GroupId,SecurityGroupRuleId] | [0]");
        var ids = rule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        await cloud.AwsAsync(Cancel, "ec2", "revoke-security-group-egress", "--group-id", ids[0], "--security-group-rule-ids", ids[1]);

        var (second, printed) = await cloud.RunAsync("deploy", Cancel, "--infra", infra);

        Assert.Equal([0, 1], [first, second]);
        var (configured, there) = (printed.IndexOf("seed-port-callee: Reachable", StringComparison.Ordinal), printed.IndexOf("seed-port-callee: Blocked", StringComparison.Ordinal));
        Assert.InRange(configured, 0, there);
        Assert.Contains("With what is there already:", printed, StringComparison.Ordinal);
        Assert.Contains("aws_security_group.caller has no egress rule", printed, StringComparison.Ordinal);
        Assert.Contains("error: An invoke path is blocked: nothing was deployed.", printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task Plan_only_leaves_the_plan_the_verdict_and_a_summary_and_creates_nothing()
    {
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);
        var output = Path.Combine(cloud.Folder, "artifacts", "deploy");

        var (exitCode, _) = await cloud.RunAsync("deploy", Cancel, "--plan-only");

        Assert.Equal(0, exitCode);
        Assert.Equal(["plan.json", "summary.md", "verdict.json"], Directory.GetFiles(output).Select(Path.GetFileName).Order());
        var summary = await File.ReadAllTextAsync(Path.Combine(output, "summary.md"), Cancel);
        Assert.Contains("| `private-invoke-caller` → `private-invoke-callee` | Reachable |", summary, StringComparison.Ordinal);
        Assert.Contains("**Plan:** 24 to add, 0 to change, 0 to remove.", summary, StringComparison.Ordinal);
        Assert.Contains("- create `module.network.aws_vpc.this`", summary, StringComparison.Ordinal);
        Assert.Empty(await cloud.VpcsAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_package_that_is_missing_is_named_before_anything_is_created()
    {
        await using var cloud = await DeployedCloud.StartAsync(repository, Cancel);

        var (exitCode, printed) = await cloud.RunAsync("deploy", Cancel, "--var", "caller_package=/nowhere/caller.zip");

        Assert.Equal(2, exitCode);
        Assert.Contains("error: '/nowhere/caller.zip', the package of module.caller.aws_lambda_function.this, is not there.", printed, StringComparison.Ordinal);
    }

    private static string LeaveEgressToOthers(string text) => text.Replace(
        "description = \"Security group of the Lambda in the VPC\"",
        """
        description = "Security group of the Lambda in the VPC"

          egress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["10.0.0.0/16"]
          }

          lifecycle {
            ignore_changes = [egress]
          }
        """,
        StringComparison.Ordinal);
}
