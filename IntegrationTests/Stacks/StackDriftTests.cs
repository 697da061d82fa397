using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>What somebody changes with another tool.</summary>
public sealed class StackDriftTests(TestRepository repository)
{
    private const string Region = "eu-central-1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_rule_that_is_taken_away_by_hand_is_drift_which_the_next_apply_mends()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        await root.Stack().ApplyAsync(Cancel);
        var none = await root.Stack().DetectDriftAsync(Cancel);
        var group = (await root.Stack().OutputsAsync(Cancel))["group_id"].Text;

        await root.Moto.AwsAsync(Region, Cancel, [
            "ec2", "revoke-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "443", "--cidr", "10.0.0.0/8"]);
        var drift = await root.Stack().DetectDriftAsync(Cancel);
        var refreshed = await root.Stack().RefreshAsync(Cancel);
        var mended = await root.Stack().ApplyAsync(Cancel);
        var after = await root.Stack().DetectDriftAsync(Cancel);

        Assert.Empty(none);
        Assert.Equal(["aws_security_group.this", "aws_vpc_security_group_ingress_rule.this[\"443\"]"], drift.Order());
        Assert.Equal(drift.Order(), refreshed.Order());
        Assert.Contains(root.Reported, state => state is StackState.Drifted { Addresses.Count: 2 });
        Assert.Equal(new StackState.Applied(new StackChanges(1, 0, 0)), mended);
        Assert.Empty(after);
    }

    [Fact(Timeout = 900_000)]
    public async Task Drift_that_was_found_is_mended_by_the_next_apply_though_the_configuration_is_unchanged()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        await root.Stack().ApplyAsync(Cancel);
        var group = (await root.Stack().OutputsAsync(Cancel))["group_id"].Text;
        await root.Moto.AwsAsync(Region, Cancel, [
            "ec2", "revoke-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "443", "--cidr", "10.0.0.0/8"]);

        await root.Stack().DetectDriftAsync(Cancel);

        Assert.Equal(new StackState.Applied(new StackChanges(1, 0, 0)), await root.Stack().ApplyAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_rule_that_is_added_by_hand_is_drift_too()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        await root.Stack().ApplyAsync(Cancel);
        var group = (await root.Stack().OutputsAsync(Cancel))["group_id"].Text;

        await root.Moto.AwsAsync(Region, Cancel, [
            "ec2", "authorize-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "22", "--cidr", "0.0.0.0/0"]);

        Assert.Equal(["aws_security_group.this"], await root.Stack().DetectDriftAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task What_an_output_speaks_of_and_is_deleted_by_hand_is_drift_and_no_failure()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("topic.tf", """
            resource "aws_sns_topic" "orders" {
              count = 1
              name  = "orders"
            }

            output "topic_arn" {
              value = aws_sns_topic.orders[0].arn
            }
            """);
        await root.Stack().ApplyAsync(Cancel);
        var topic = (await root.Stack().OutputsAsync(Cancel))["topic_arn"].Text;

        await root.Moto.AwsAsync(Region, Cancel, ["sns", "delete-topic", "--topic-arn", topic]);
        var drift = await root.Stack().DetectDriftAsync(Cancel);
        var mended = await root.Stack().ApplyAsync(Cancel);

        Assert.Equal(["aws_sns_topic.orders[0]"], drift);
        Assert.Equal(new StackState.Applied(new StackChanges(1, 0, 0)), mended);
    }

    [Fact(Timeout = 900_000)]
    public async Task Behind_an_emulator_that_was_started_anew_nothing_is_there_any_more()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel, isAlone: true);
        await root.Stack().ApplyAsync(Cancel);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var forgotten = await client.PostAsync(new Uri(root.Moto.Address, "moto-api/reset"), null, Cancel);

        var drift = await root.Stack().DetectDriftAsync(Cancel);
        var plan = await root.Stack().PlanAsync(Cancel);

        Assert.Equal(200, (int)forgotten.StatusCode);
        Assert.NotEmpty(drift);
        Assert.Contains(root.Reported, state => state is StackState.Drifted { IsGone: true });
        Assert.True(plan.IsGone);
    }

    [Fact(Timeout = 900_000)]
    public async Task Drift_of_what_was_never_deployed_is_told_in_its_own_words()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => root.Stack().DetectDriftAsync(Cancel));

        Assert.StartsWith("Nothing of 'small' is deployed at http://127.0.0.1:", problem.Problem, StringComparison.Ordinal);
    }
}
