using PrivateInvoke.Paths;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>Every rule of the table: a plan in which its hop passes, one in which it alone blocks, one in which it is undecided.</summary>
public sealed class RowTests
{
    internal static readonly RowCase[] All =
        [.. NameRows.Cases, .. EndpointRows.Cases, .. RouteRows.Cases, .. PolicyRows.Cases, .. FunctionRows.Cases, .. ServiceRows.Cases];

    /// <summary>Cases that a rule cannot have, with the reason.</summary>
    private static readonly Dictionary<string, string> CannotBe = new()
    {
        ["internet-gateway.passes"] = "A function's interface never has a public address, so a route to an internet gateway never passes.",
        ["beyond.passes"] = "What lies behind a transit gateway, a peering or IPv6 is not in the plan, so it is never known to pass.",
        ["timeouts.blocks"] = "The invoke arrives whatever the timeouts are: out of order, they are a warning.",
        ["timeouts.undecided"] = "The invoke arrives whatever the timeouts are: one that is not known leaves nothing to say.",
        ["telemetry.blocks"] = "The invoke arrives whether or not its telemetry does.",
        ["telemetry.undecided"] = "The invoke arrives whether or not its telemetry does: what is not known about it decides nothing.",
        ["unusable-endpoint.passes"] = "A finding about an endpoint, not a hop: an endpoint that is used is the placement row's.",
        ["unusable-endpoint.blocks"] = "A path that is stopped at such an endpoint says so at the ingress hop; for any other it is a warning.",
        ["unusable-endpoint.undecided"] = "A warning that is not certain is not given.",
        ["organization-policy.passes"] = "A policy that has nothing against the call leaves no hop; see identity-policy.",
        ["organization-policy.blocks"] = "Which accounts a policy is attached to is not in the plan, so it is never known to stop the call.",
        ["recursion.blocks"] = "Lambda cuts a loop after about 16 invokes, so the invoke that is asked about arrives: a warning.",
        ["recursion.undecided"] = "As above: whether the loop is cut later does not decide this invoke.",
    };

    public static TheoryData<string> Names => [.. All.Select(row => row.Name)];

    public static TheoryData<string> Rows => [.. All.Select(row => row.Row).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_says_what_its_snapshot_says(string name) => Snapshot.Matches(name, Named(name).Describe());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_shows_its_rule_and_no_other(string name)
    {
        var row = Named(name);

        var path = row.Judge();

        Assert.Contains(path.Hops, hop => hop.Kind == row.Kind && hop.Result == row.Result);
        Assert.All(path.Blockers, hop => Assert.Equal(row.Kind, hop.Kind));
        Assert.Equal(row.Result switch
        {
            HopResult.Blocked => Verdict.Blocked,
            HopResult.Undecided => Verdict.Undecided,
            _ => Verdict.Reachable,
        }, path.Verdict);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hiding_one_value_of_a_case_leaves_its_verdict_or_makes_it_undecided(string name)
    {
        var row = Named(name);
        var verdict = row.Judge().Verdict;

        foreach (var resource in row.Plan.Resources)
        {
            foreach (var attribute in resource.Values.Attributes.Keys)
            {
                var hidden = (row with { Plan = row.Plan.Hide(resource.Address, attribute) }).Judge();

                Assert.True(hidden.Verdict == verdict || hidden.Verdict is Verdict.Undecided,
                    $"{verdict} became {hidden.Verdict} without {resource.Address}.{attribute}: {hidden.Blockers.FirstOrDefault()?.Message}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_passes_blocks_and_is_undecided_or_says_why_it_cannot(string row)
    {
        foreach (var result in new[] { "passes", "blocks", "undecided" })
        {
            var has = All.Any(one => one.Row == row && one.Case.Split('-')[0] == result);
            Assert.True(has != CannotBe.ContainsKey($"{row}.{result}"), $"{row} has {(has ? "a case and a reason for having none" : "no case")}: {result}");
        }
    }

    [Fact]
    public void No_snapshot_is_left_without_a_case()
    {
        var names = All.Select(row => row.Name).ToHashSet();

        Assert.All(Directory.EnumerateFiles(Snapshot.Folder, "*.txt").Select(Path.GetFileNameWithoutExtension)
            .Where(name => !name!.EndsWith(".received", StringComparison.Ordinal)), name => Assert.Contains(name!, names));
    }

    private static RowCase Named(string name) => All.Single(row => row.Name == name);
}
