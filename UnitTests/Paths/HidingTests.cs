using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths;

/// <summary>Knowing less never changes a verdict into the other one: it stays, or becomes Undecided.</summary>
public sealed class HidingTests
{
    public static TheoryData<string> Plans => [.. Changed.All.Keys];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Hiding_one_value_leaves_the_verdict_or_makes_it_Undecided(string name)
    {
        var plan = Changed.All[name];
        var verdict = plan.Judge().Verdict;

        var wrong = new List<string>();
        foreach (var resource in plan.Resources)
        {
            foreach (var attribute in resource.Values.Attributes.Keys)
            {
                var hidden = plan.Hide(resource.Address, attribute).Judge();

                if (hidden.Verdict != verdict && hidden.Verdict is not Verdict.Undecided)
                    wrong.Add($"{verdict} became {hidden.Verdict} without {resource.Address}.{attribute}: {hidden.Blockers.FirstOrDefault()?.Message}");
            }

            var unnamed = new TestPlan(plan.Resources.Replace(resource, resource with { Symbols = new Dictionary<string, string>() }));
            if (unnamed.Model.Functions.Find("aws_lambda_function.caller") is not null)
            {
                var path = unnamed.Judge();
                if (path.Verdict != verdict && path.Verdict is not Verdict.Undecided)
                    wrong.Add($"{verdict} became {path.Verdict} without the ids of {resource.Address}: {path.Blockers.FirstOrDefault()?.Message}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
