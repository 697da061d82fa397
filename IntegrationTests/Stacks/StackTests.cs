using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>The life of a stack, at a control plane.</summary>
public sealed class StackTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task An_unchanged_stack_runs_no_terraform_and_a_changed_one_applies_what_was_shown()
    {
        await using var root = await SmallRoot.CreateAsync(Cancel);

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
        Assert.Contains(new StackState.Applying(1, 2), root.States);
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
        Assert.Contains(new StackState.Destroying(2, 3), root.States);
        Assert.Empty(await changed.OutputsAsync(Cancel));
    }
}
