using PrivateInvoke.IntegrationTests.Deployment;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>An apply that is ended while it makes something.</summary>
public sealed class StackInterruptionTests(TestRepository repository)
{
    /// <summary>The last one, and held: an apply is at it until the test says otherwise.</summary>
    private const string Slow = """
        resource "aws_vpc" "slow" {
          cidr_block = "10.1.0.0/16"
          depends_on = [aws_vpc_security_group_ingress_rule.this]
        }

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 900_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_apply_leaves_its_state_whole_and_unlocked_and_the_next_one_finishes(bool isInBucket)
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("slow.tf", Slow);
        await using var api = await HeldApi.StartAsync(root.Moto.Address, "CreateVpc", Cancel);
        root.Endpoint = api.Address;
        if (isInBucket)
            await root.CreateBucketAsync(Cancel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var cancelled = root.Stack(InBucket).ApplyAsync(stop.Token);
        // Not before the provider is at it: a provider that is told to stop first starts all the same, and nothing stops it then.
        await Task.WhenAny(api.HeldAsync(Cancel), cancelled);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        api.LetGo();
        var next = await root.Stack(InBucket).ApplyAsync(Cancel);

        Assert.IsType<StackState.Interrupted>(root.Reported.Last(state => state is StackState.Interrupted));
        Assert.DoesNotContain(root.AtWork, ProcessTable.IsRunning);
        Assert.True(Assert.IsType<StackState.Applied>(next).Changes.Add <= 1);
        Assert.Empty(await root.Stack(InBucket).DetectDriftAsync(Cancel));

        StackOptions InBucket(StackOptions options) => isInBucket
            ? options with { Backend = new StackBackend.S3(root.Bucket, "small.tfstate", "eu-central-1") }
            : options;
    }

    [Theory(Timeout = 900_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_terraform_that_was_killed_in_mid_apply_the_next_one_frees_its_lock_and_finishes(bool isInBucket)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds the process in /proc.");
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("slow.tf", Slow);
        await using var api = await HeldApi.StartAsync(root.Moto.Address, "CreateVpc", Cancel);
        root.Endpoint = api.Address;
        if (isInBucket)
            await root.CreateBucketAsync(Cancel);

        IReadOnlyList<int> providers = [];
        var killed = root.Stack(InBucket, state =>
        {
            if (state is not StackState.Applying { Done: 2 })
                return;

            providers = [.. ProcessTable.ProvidersAt(api.Address)];
            ProcessTable.Kill(root.TerraformAtWork);
        });

        await Assert.ThrowsAsync<ProblemException>(() => killed.ApplyAsync(Cancel));
        Assert.NotEmpty(providers);
        await ProcessTable.GoneAsync(providers, Cancel);
        api.LetGo();
        var next = await root.Stack(InBucket).ApplyAsync(Cancel);

        Assert.Equal(1, Assert.IsType<StackState.Applied>(next).Changes.Add);
        Assert.Empty(await root.Stack(InBucket).DetectDriftAsync(Cancel));

        StackOptions InBucket(StackOptions options) => isInBucket
            ? options with { Backend = new StackBackend.S3(root.Bucket, "small.tfstate", "eu-central-1") }
            : options;
    }

    [Fact(Timeout = 900_000)]
    public async Task The_lock_of_somebody_else_is_named_with_the_command_that_frees_it()
    {
        const string lockInfo = """{"ID":"9d4f1c0e-0000-4000-8000-000000000001","Operation":"OperationTypeApply","Info":"","Who":"ci@runner","Version":"1.11.4","Created":"2026-01-31T12:00:00Z","Path":"states/small.tfstate"}""";
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        await root.CreateBucketAsync(Cancel);
        var file = Path.Combine(root.Artifacts, "lock.json");
        Directory.CreateDirectory(root.Artifacts);
        await File.WriteAllTextAsync(file, lockInfo, Cancel);
        await root.Moto.AwsAsync("eu-central-1", Cancel, "s3api", "put-object", "--bucket", root.Bucket, "--key", "small.tfstate.tflock", "--body", file);
        var stack = root.Stack(options => options with { Backend = new StackBackend.S3(root.Bucket, "small.tfstate", "eu-central-1") });

        var failure = await Assert.ThrowsAsync<ProblemException>(() => stack.ApplyAsync(Cancel));

        Assert.StartsWith("The state of 'small' is locked by ci@runner since 2026-01-31 12:00:00Z (apply)", failure.Problem, StringComparison.Ordinal);
        Assert.EndsWith("force-unlock 9d4f1c0e-0000-4000-8000-000000000001", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task An_interrupt_of_the_terminal_does_not_reach_terraform()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds the process in /proc.");
        Assert.SkipUnless(File.Exists("/usr/bin/setsid") || File.Exists("/bin/setsid"), "There is no setsid.");
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("slow.tf", Slow);
        await using var api = await HeldApi.StartAsync(root.Moto.Address, "CreateVpc", Cancel);
        root.Endpoint = api.Address;
        var sessions = new List<int>();

        await root.Stack(seen: state =>
        {
            if (state is not StackState.Applying { Done: 2 })
                return;

            sessions.Add(ProcessTable.SessionOf(root.TerraformAtWork));
            api.LetGo();
        }).ApplyAsync(Cancel);

        Assert.NotEqual(ProcessTable.SessionOf(System.Environment.ProcessId), Assert.Single(sessions));
    }
}
