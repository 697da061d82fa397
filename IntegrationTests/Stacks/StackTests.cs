using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>The life of a stack, at a control plane.</summary>
public sealed class StackTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task An_unchanged_stack_runs_no_terraform_and_a_changed_one_applies_what_was_shown()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);

        var first = await root.Stack().ApplyAsync(Cancel);
        var runs = root.Runs.Count;
        var outputs = await root.Stack().OutputsAsync(Cancel);
        var second = await root.Stack().ApplyAsync(Cancel);

        Assert.Equal(new StackState.Applied(new StackChanges(2, 0, 0)), first);
        Assert.Equal(new StackState.Unchanged(), second);
        Assert.Equal(runs, root.Runs.Count);
        Assert.StartsWith("sg-", outputs["group_id"].Text, StringComparison.Ordinal);
        Assert.Equal("[443]", outputs["ports"].Text);
        Assert.Equal("hush ${x} \"q\"", outputs["secret"].Text);
        Assert.Equal("(sensitive)", $"{outputs["secret"]}");
        Assert.Contains(new StackState.Applying(1, 2), root.Reported);
        Assert.DoesNotContain(root.Runs, run => run.Contains("hush", StringComparison.Ordinal));
        Assert.Equal(["main.tf"], Directory.GetFileSystemEntries(root.Root).Select(Path.GetFileName));

        var changed = root.Stack(options => options with
        {
            Variables = new Dictionary<string, string>(options.Variables) { ["ports"] = "[443, 80]" },
        });
        var plan = await changed.PlanAsync(Cancel);
        var third = await changed.ApplyAsync(plan, Cancel);

        Assert.Equal([new StackChange("aws_vpc_security_group_ingress_rule.this[\"80\"]", "create")], plan.Resources);
        Assert.Equal(new StackState.Applied(new StackChanges(1, 0, 0)), third);

        var destroyed = await changed.DestroyAsync(Cancel);

        Assert.Equal(new StackState.Destroyed(3), destroyed);
        Assert.Contains(new StackState.Destroying(2, 3), root.Reported);
        Assert.Empty(await changed.OutputsAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task What_fails_is_named_what_was_made_stays_and_the_next_apply_goes_on_from_there()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("second.tf", Second("var.name"));

        var failure = await Assert.ThrowsAsync<ProblemException>(() => root.Stack().ApplyAsync(Cancel));
        root.Write("second.tf", Second("\"other\""));
        var next = await root.Stack().ApplyAsync(Cancel);

        Assert.Contains("aws_security_group.second", failure.Problem, StringComparison.Ordinal);
        Assert.Contains("InvalidGroup.Duplicate", failure.Problem, StringComparison.Ordinal);
        Assert.Contains(root.Reported, state => state is StackState.Failed { Cause: ProblemException });
        Assert.Equal(new StackState.Applied(new StackChanges(1, 0, 0)), next);

        static string Second(string name) =>
            $"resource \"aws_security_group\" \"second\" {{\n  name       = {name}\n  depends_on = [aws_vpc_security_group_ingress_rule.this]\n}}\n";
    }

    [Theory(Timeout = 900_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_type_that_only_the_state_names_is_planned_away_wherever_the_state_is(bool isInBucket)
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        if (isInBucket)
            await root.CreateBucketAsync(Cancel);
        root.Write("log.tf", "resource \"aws_cloudwatch_log_group\" \"this\" {\n  name = var.name\n}\n");
        await Stack().ApplyAsync(Cancel);

        File.Delete(Path.Combine(root.Root, "log.tf"));
        var plan = await Stack().PlanAsync(Cancel);

        Assert.Equal([new StackChange("aws_cloudwatch_log_group.this", "delete")], plan.Resources);
        Assert.Equal(new StackState.Applied(new StackChanges(0, 0, 1)), await Stack().ApplyAsync(plan, Cancel));

        Stack Stack() => root.Stack(options => isInBucket
            ? options with { Backend = new StackBackend.S3(root.Bucket, "small.tfstate", "eu-central-1") }
            : options);
    }

    [Fact(Timeout = 900_000)]
    public async Task Behind_another_instance_a_stack_begins_anew_and_keeps_the_state_of_before()
    {
        await using var first = await SmallRoot.CreateAsync(repository, Cancel);
        var applied = await first.Stack(options => options with { Instance = "one" }).ApplyAsync(Cancel);
        var unchanged = await first.Stack(options => options with { Instance = "one" }).ApplyAsync(Cancel);
        await first.Moto.AwsAsync("eu-central-1", Cancel, "ec2", "delete-security-group", "--group-name", "small");

        var anew = await first.Stack(options => options with { Instance = "two" }).ApplyAsync(Cancel);

        Assert.Equal(new StackState.Applied(new StackChanges(2, 0, 0)), applied);
        Assert.Equal(new StackState.Unchanged(), unchanged);
        Assert.Equal(new StackState.Applied(new StackChanges(2, 0, 0)), anew);
        Assert.Single(Directory.GetFiles(Path.Combine(first.Artifacts, "stacks"), "gone-*.tfstate", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 900_000)]
    public async Task What_is_kept_can_be_read_by_this_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no file modes.");
            return;
        }

        await using var root = await SmallRoot.CreateAsync(repository, Cancel);

        await root.Stack().PlanAsync(Cancel);

        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(root.Artifacts, "stacks")));
        var scratch = Assert.Single(Directory.GetDirectories(Path.Combine(root.Artifacts, "terraform"), "small-*"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(kept));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(scratch));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_variable_that_is_not_declared_is_refused_by_name()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        var stack = root.Stack(options => options with { Variables = new Dictionary<string, string> { ["nmae"] = "x" } });

        var failure = await Assert.ThrowsAsync<ProblemException>(() => stack.PlanAsync(Cancel));

        Assert.Equal($"'{root.Root}' has no variable 'nmae'; it has name, ports, secret.", failure.Problem);
    }

    [Fact(Timeout = 900_000)]
    public async Task The_configurations_own_backend_takes_the_settings_that_are_given()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        await root.CreateBucketAsync(Cancel);
        root.Write("backend.tf", "terraform {\n  backend \"s3\" {\n    key = \"own.tfstate\"\n  }\n}\n");
        var stack = root.Stack(options => options with
        {
            Backend = new StackBackend.Own(),
            BackendConfig = new Dictionary<string, string>
            {
                ["bucket"] = root.Bucket,
                ["region"] = "eu-central-1",
                ["use_path_style"] = "true",
                ["use_lockfile"] = "true",
            },
        });

        var applied = await stack.ApplyAsync(Cancel);
        var again = await stack.ApplyAsync(Cancel);
        var objects = await root.Moto.AwsAsync("eu-central-1", Cancel, "s3api", "list-objects-v2", "--bucket", root.Bucket, "--query", "Contents[].Key");

        Assert.IsType<StackState.Applied>(applied);
        Assert.Equal(new StackState.Unchanged(), again);
        Assert.Equal("own.tfstate", objects);
        Assert.DoesNotContain(root.Runs, run => run.Contains(root.Bucket, StringComparison.Ordinal));
    }
}
