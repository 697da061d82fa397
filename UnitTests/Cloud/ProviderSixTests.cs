using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Paths;
using PrivateInvoke.UnitTests.Paths.Answers;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Cloud;

public sealed class ProviderSixTests
{
    public static TheoryData<string> Plans => [.. Changed.All.Keys];

    private static readonly TestPlan Regional = Scenario.Nat
        .Remove("aws_subnet.public").Remove("aws_route_table.public").Remove("aws_route_table_association.public").Remove("aws_route.internet").Remove("aws_nat_gateway.main")
        .Add("aws_nat_gateway.main", ("vpc_id", Id("aws_vpc.main")), ("availability_mode", "regional"));

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_plan_of_provider_6_has_the_hops_of_the_same_plan_of_provider_5(string name)
    {
        var five = Changed.All[name].Judge();
        var six = Changed.All[name].OfProviderSix().Judge();

        Assert.Equal((five.Verdict, five.Via), (six.Verdict, six.Via));
        Assert.Equal(five.Hops, six.Hops);
    }

    [Fact]
    public void The_region_of_a_resource_is_its_own_before_its_providers() => Assert.Equal(["eu-west-1", "us-east-1"], new[]
    {
        Block(("region", "eu-west-1")), Block(("cidr_block", "10.0.0.0/16")),
    }.Select(values => new RawPlan { Resources = new Dictionary<string, RawResource>(), Regions = new Dictionary<string, string> { ["aws"] = "us-east-1" } }
        .RegionOf(new RawResource { Address = "aws_vpc.this", Type = "aws_vpc", Name = "this", Values = values })));

    [Fact]
    public void A_function_in_a_region_of_its_own_needs_the_endpoint_of_that_region()
    {
        var there = Scenario.Endpoint.Set("aws_iam_role_policy.invoke", "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*")).OfProviderSix("eu-west-1");

        Answer.Is(there.Set("aws_vpc_endpoint.lambda", "service_name", "com.amazonaws.eu-west-1.lambda"), Verdict.Reachable);
        Answer.Is(there, Verdict.Blocked);
    }

    /// <summary>https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html</summary>
    [Fact]
    public void A_regional_NAT_gateway_needs_no_subnet_and_an_internet_gateway()
    {
        Answer.Is(Regional, Verdict.Reachable);
        Answer.Is(Regional.Remove("aws_internet_gateway.main"), Verdict.Blocked, HopKind.Nat, "NO_ROUTE_TO_DESTINATION");
        Answer.Is(Regional.Hide("aws_internet_gateway.main", "vpc_id"), Verdict.Undecided, HopKind.Nat, "NO_ROUTE_TO_DESTINATION");
        Answer.Is(Regional.Hide("aws_nat_gateway.main", "availability_mode"), Verdict.Undecided, HopKind.Nat);
        Answer.Is(Regional.Set("aws_nat_gateway.main", "connectivity_type", "private"), Verdict.Blocked, HopKind.Nat, "NAT_IS_PRIVATE");
    }
}
