using CsCheck;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths;

/// <summary>What must hold for every plan, on plans put together by chance.</summary>
public sealed class PropertyTests
{
    private const int Cases = 10_000;

    private static readonly TestPlan[] Starts = [Scenario.Endpoint, Scenario.Nat, Changed.WithNat(Scenario.Endpoint), Scenario.Functions];

    private static readonly Gen<TestPlan> Plans =
        from start in Gen.Int[0, 3].Select(i => Starts[i])
        from changes in OneOf(Mutations.All).Array[0, 3]
        select changes.Aggregate(start, (plan, change) => change(plan));

    [Fact]
    public void Hiding_known_values_gives_the_same_verdict_or_Undecided() =>
        (from plan in Plans
         from hidden in Gen.Int[0, 1_000].Array[1, 3]
         select (plan, hidden)).Sample((plan, hidden) =>
         {
             var known = plan.Judge().Verdict;
             var less = hidden.Aggregate(plan, Hide).Judge().Verdict;
             return less == known || less is Verdict.Undecided;
         }, iter: Cases, print: pair => string.Join("\n", pair.Item2.Select(at => Attributes(pair.Item1)[at % Attributes(pair.Item1).Length])) + "\n" + Mutations.Describe(pair.Item1));

    [Fact]
    public void Adding_an_allow_never_blocks() =>
        Gen.Select(Plans, OneOf(Mutations.Allows)).Sample((plan, allow) =>
            plan.Judge().Verdict is Verdict.Blocked || allow(plan).Judge().Verdict is not Verdict.Blocked, iter: Cases, print: pair => Mutations.Describe(pair.Item1));

    [Fact]
    public void Adding_a_Deny_never_opens() =>
        Gen.Select(Plans, OneOf(Mutations.Denies)).Sample((plan, deny) =>
            deny(plan).Judge().Verdict is not Verdict.Reachable || plan.Judge().Verdict is Verdict.Reachable, iter: Cases, print: pair => Mutations.Describe(pair.Item1));

    [Fact]
    public void Taking_away_what_lets_through_never_opens() =>
        (from plan in Plans
         from address in Gen.Int[0, Mutations.Closings.Length - 1].Select(i => Mutations.Closings[i])
         select (plan, address)).Where(pair => pair.plan.Resources.Any(resource => resource.Address == pair.address))
        .Sample((plan, address) => plan.Judge().Verdict is not Verdict.Blocked || plan.Remove(address).Judge().Verdict is not Verdict.Reachable,
            iter: Cases / 2, print: pair => $"without {pair.Item2}\n{Mutations.Describe(pair.Item1)}");

    [Fact]
    public void Switching_off_what_a_VPC_without_a_NAT_gateway_needs_never_opens() =>
        (from changes in OneOf(Mutations.All).Array[0, 3]
         from flag in Gen.Int[0, 2]
         select (Plan: changes.Aggregate(Scenario.Endpoint, (plan, change) => change(plan)), Flag: flag)).Sample((plan, flag) =>
            plan.Judge().Verdict is not Verdict.Blocked || Off(plan, flag).Judge().Verdict is not Verdict.Reachable, iter: Cases / 2, print: pair => $"{pair.Item2}\n{Mutations.Describe(pair.Item1)}");

    private static TestPlan Off(TestPlan plan, int flag) => flag switch
    {
        0 => plan.Set("aws_vpc.main", "enable_dns_support", false),
        1 => plan.Set("aws_vpc.main", "enable_dns_hostnames", false),
        _ => plan.Set("aws_vpc_endpoint.lambda", "private_dns_enabled", false),
    };

    [Fact]
    public void Setting_an_attribute_that_nobody_reads_never_opens() =>
        (from plan in Plans
         from at in Gen.Int[0, 1_000]
         select (plan, at)).Sample((plan, at) => plan.Resources.Count == 0
            || plan.Set(plan.Resources[at % plan.Resources.Count].Address, "made_up", true).Judge().Verdict is not Verdict.Reachable
            || plan.Judge().Verdict is Verdict.Reachable, iter: 2_000, print: pair => Mutations.Describe(pair.Item1));

    private static Gen<Func<TestPlan, TestPlan>> OneOf(Func<TestPlan, TestPlan>[] changes) => Gen.Int[0, changes.Length - 1].Select(i => changes[i]);

    private static TestPlan Hide(TestPlan plan, int at)
    {
        var all = Attributes(plan);
        var (address, attribute) = all[at % all.Length];
        return plan.Hide(address, attribute);
    }

    private static (string Address, string Attribute)[] Attributes(TestPlan plan) =>
        [.. plan.Resources.SelectMany(resource => resource.Values.Attributes.Keys.Select(name => (resource.Address, name)))];
}
