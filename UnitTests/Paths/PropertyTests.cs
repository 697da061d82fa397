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
