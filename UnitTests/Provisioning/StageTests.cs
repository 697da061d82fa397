using PrivateInvoke.Terraform.Provisioning;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Provisioning;

public sealed class StageTests
{
    [Fact]
    public void What_has_ended_well_is_settled() => Assert.All(
        (StackState[])[new StackState.Applied(new StackChanges(1, 0, 0)), new StackState.Unchanged(), new StackState.Refreshed([])],
        state => Assert.Equal(StageKind.Settled, Stage.Of(state).Kind));

    [Fact]
    public void An_apply_says_how_far_it_is() =>
        Assert.Equal(new Stage("Applying 3 of 17", StageKind.Busy), Stage.Of(new StackState.Applying(3, 17)));

    [Fact]
    public void Drift_is_a_warning_and_a_failure_is_one() => Assert.Equal(
        [StageKind.Warning, StageKind.Failed],
        [Stage.Of(new StackState.Drifted(["aws_vpc.this"])).Kind, Stage.Of(new StackState.Failed(new ProblemException("a", "b"))).Kind]);
}
