using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Deployment;

public sealed class StageTests
{
    [Fact]
    public void What_has_ended_well_is_settled() => Assert.All(
        (StackState[])[new StackState.Applied(new StackChanges(1, 0, 0)), new StackState.Unchanged(), new StackState.Refreshed([])],
        state => Assert.Equal(StateKind.Settled, StateLabel.Of(state).Kind));

    [Fact]
    public void An_apply_says_how_far_it_is() =>
        Assert.Equal(new StateLabel("Applying 3 of 17", StateKind.Busy), StateLabel.Of(new StackState.Applying(3, 17)));

    [Fact]
    public void Drift_is_a_warning_and_a_failure_is_one() => Assert.Equal(
        [StateKind.Warning, StateKind.Failed],
        [StateLabel.Of(new StackState.Drifted(["aws_vpc.this"])).Kind, StateLabel.Of(new StackState.Failed(new ProblemException("a", "b"))).Kind]);
}
