using PrivateInvoke.Paths;

namespace PrivateInvoke.UnitTests.Cloud;

public sealed class ScenarioTests
{
    [Fact]
    public void A_caller_with_an_endpoint_reaches_its_callee_through_it()
    {
        var path = Scenario.Endpoint.Judge();

        Assert.All(path.Hops, hop => Assert.True(hop.Result is HopResult.Passed or HopResult.NotApplicable, hop.ToString()));
        Assert.Equal((Verdict.Reachable, Via.InterfaceEndpoint), (path.Verdict, path.Via));
    }

    [Fact]
    public void A_caller_with_a_nat_gateway_reaches_its_callee_through_it()
    {
        var path = Scenario.Nat.Judge();

        Assert.All(path.Hops, hop => Assert.True(hop.Result is HopResult.Passed or HopResult.NotApplicable, hop.ToString()));
        Assert.Equal((Verdict.Reachable, Via.Nat), (path.Verdict, path.Via));
    }

    [Fact]
    public void A_caller_outside_any_VPC_reaches_its_callee_from_Lambdas_network()
    {
        var path = Scenario.Functions.Judge();

        Assert.Equal((Verdict.Reachable, Via.AwsNetwork), (path.Verdict, path.Via));
    }
}
