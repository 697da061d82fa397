using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class PathChangeTests
{
    private static readonly InvokePath Open = Scenario.Endpoint.Judge();

    private static readonly InvokePath Blocked = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out").Judge();

    [Fact]
    public void A_rule_that_is_taken_out_changes_its_own_hop()
    {
        var change = Assert.Single(PathChange.Between([Open], [Blocked]));

        Assert.Equal(Verdict.Reachable, change.Before);
        Assert.Contains(change.Hops, hop => hop is { Kind: HopKind.CallerEgress, Result: HopResult.Blocked });
        Assert.DoesNotContain(change.Hops, hop => hop.Kind is HopKind.Role or HopKind.EniSetup);
    }

    [Fact]
    public void A_path_that_is_as_it_was_is_no_change() => Assert.Empty(PathChange.Between([Open], [Open with { Hops = [.. Open.Hops] }]));

    [Fact]
    public void A_new_path_is_one_with_all_its_hops()
    {
        var change = Assert.Single(PathChange.Between([], [Open]));

        Assert.Null(change.Before);
        Assert.Equal(Open.Hops, change.Hops);
    }

    [Fact]
    public void The_text_says_what_the_verdict_was()
    {
        using var text = new StringWriter();

        TextReport.Write(text, PathChange.Between([Open], [Blocked])[0], color: false);

        Assert.StartsWith("caller -> callee: Blocked (was Reachable)", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("✗ caller egress", text.ToString(), StringComparison.Ordinal);
    }
}
