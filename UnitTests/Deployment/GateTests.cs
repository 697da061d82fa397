using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.UnitTests.Deployment;

public sealed class GateTests
{
    [Theory]
    [InlineData(HopResult.Passed, HopResult.Blocked, Verdict.Blocked)]
    [InlineData(HopResult.Undecided, HopResult.Blocked, Verdict.Blocked)]
    [InlineData(HopResult.Undecided, HopResult.Passed, Verdict.Reachable)]
    [InlineData(HopResult.Passed, HopResult.Undecided, Verdict.Reachable)]
    [InlineData(HopResult.Blocked, HopResult.Passed, Verdict.Blocked)]
    public void Of_two_judgements_the_one_holds_that_knows_more(HopResult configured, HopResult applied, Verdict expected) =>
        Assert.Equal(expected, Assert.Single(Gate.Judge([Path("callee", configured)], [Path("callee", applied)])).Verdict);

    [Fact]
    public void A_path_that_the_plan_does_not_show_keeps_its_verdict_and_one_that_only_the_plan_shows_counts_too() =>
        Assert.Equal(
            [("callee", Verdict.Reachable), ("other", Verdict.Blocked)],
            Gate.Judge([Path("callee", HopResult.Passed)], [Path("other", HopResult.Blocked)]).Select(path => (path.Callee.Name, path.Verdict)));

    private static InvokePath Path(string callee, HopResult result) => new()
    {
        Caller = new PathEnd("aws_lambda_function.caller", "caller"),
        Callee = new PathEnd($"aws_lambda_function.{callee}", callee),
        Via = Via.InterfaceEndpoint,
        Hops = [new Hop { Kind = HopKind.CallerEgress, Result = result, Code = "X", Message = "As it is." }],
    };
}
