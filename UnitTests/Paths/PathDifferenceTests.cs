using System.Text;
using System.Text.Json;
using PrivateInvoke.Expectations;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class PathDifferenceTests
{
    private static readonly TestPlan Open = Scenario.Endpoint;
    private static readonly TestPlan Closed = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out");
    private static readonly TestPlan Doubtful = Scenario.Endpoint.Hide("aws_vpc_endpoint.lambda", "policy");

    public static TheoryData<string, string, string?, string> Changes => new()
    {
        { "open", "closed", "Closed", "Failed" },
        { "open", "doubtful", "Doubtful", "Undecided" },
        { "doubtful", "closed", "Closed", "Failed" },
        { "closed", "open", "Opened", "Expected" },
        { "doubtful", "open", "Opened", "Expected" },
        { "closed", "doubtful", "PerhapsOpened", "Expected" },
        { "none", "open", "Opened", "Expected" },
        { "none", "closed", "Closed", "Failed" },
        { "none", "doubtful", "Doubtful", "Undecided" },
        { "open", "none", "Gone", "Expected" },
        { "open", "open", null, "Expected" },
        { "closed", "closed", null, "Expected" },
        { "open", "by NAT", "Changed", "Expected" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_path_opens_closes_or_changes(string before, string after, string? difference, string outcome)
    {
        var report = Compare(Plan(before), Plan(after));

        Assert.Equal(difference, report.Differences.SingleOrDefault()?.Kind.ToString());
        Assert.Equal(outcome, report.Worst.ToString());
    }

    [Fact]
    public void A_path_that_opens_against_the_file_fails_and_one_that_closes_as_it_wants_does_not()
    {
        const string file = """{ "unreachable": [{ "from": "caller", "to": "callee" }] }""";

        Assert.Equal(Outcome.Failed, Compare(Closed, Open, file).Worst);
        Assert.Equal(Outcome.Undecided, Compare(Closed, Doubtful, file).Worst);
        Assert.Equal(Outcome.Expected, Compare(Open, Closed, file).Worst);
    }

    [Fact]
    public void The_text_has_the_hop_that_changed_and_counts_what_did_not()
    {
        using var text = new StringWriter();
        Compare(Open, Closed).WriteText(text, color: false);

        Assert.StartsWith("closed: caller -> callee: Blocked (was Reachable)", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("✗ caller egress", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("base -> head: 1 path closed.", text.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("No path differs; 1 as before.", Compare(Open, Open).Summary);
    }

    [Fact]
    public void JSON_has_both_sides_with_the_hops_that_differ()
    {
        using var json = JsonDocument.Parse(Compare(Open, Closed).Json());
        var difference = Assert.Single(json.RootElement.GetProperty("differences").EnumerateArray());

        Assert.Equal(("Closed", "Failed"), (difference.GetProperty("difference").GetString(), difference.GetProperty("outcome").GetString()));
        Assert.Equal("Passed", Assert.Single(difference.GetProperty("before").GetProperty("hops").EnumerateArray()).GetProperty("result").GetString());
        Assert.Equal("Blocked", Assert.Single(difference.GetProperty("after").GetProperty("hops").EnumerateArray()).GetProperty("result").GetString());
    }

    [Fact]
    public void Markdown_has_a_row_for_each_path_that_differs()
    {
        var text = Compare(Open, Closed).Markdown();

        Assert.Contains("| ❌ closed | `caller` → `callee` | Reachable | Blocked |", text, StringComparison.Ordinal);
        Assert.Contains("**caller egress** `ENI_SG_RULES_MISMATCH`", text, StringComparison.Ordinal);
        Assert.Equal(3, Compare(Open, Open).Markdown().TrimEnd().Split('\n').Length);
    }

    private static TestPlan Plan(string name) => name switch
    {
        "open" => Open,
        "closed" => Closed,
        "doubtful" => Doubtful,
        "by NAT" => Scenario.Nat,
        _ => TestPlan.Empty,
    };

    private static DiffReport Compare(TestPlan before, TestPlan after, string? file = null) => DiffReport.Between(
        "base", "head", PathFinder.Find(before.Model), JudgedPaths.Judge(after.Model, new PathQuery(),
            file is null ? null : ExpectationFile.Read(Encoding.UTF8.GetBytes(file), ExpectationFile.DefaultName, new DateOnly(2026, 11, 29))));
}
