using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using PrivateInvoke.Expectations;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Expectations;

public sealed class JudgedPathsTests
{
    private static readonly TestPlan Closed = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out");

    [Fact]
    public void Without_a_file_every_path_has_to_be_reachable()
    {
        Assert.Equal(Outcome.Expected, Judge(Scenario.Endpoint, null).Worst);
        Assert.Equal(Outcome.Failed, Judge(Closed, null).Worst);
        Assert.Equal(Outcome.Undecided, Judge(Scenario.Endpoint.Hide("aws_vpc_endpoint.lambda", "policy"), null).Worst);
    }

    [Fact]
    public void A_path_that_must_not_be_reachable_fails_where_it_is_and_is_as_expected_where_it_is_blocked()
    {
        const string file = """{ "unreachable": [{ "from": "caller", "to": "callee" }] }""";

        Assert.Equal(Outcome.Failed, Judge(Scenario.Endpoint, file).Worst);
        Assert.Equal(Outcome.Expected, Judge(Closed, file).Worst);
        Assert.Equal(Outcome.Undecided, Judge(Scenario.Endpoint.Hide("aws_vpc_endpoint.lambda", "policy"), file).Worst);
    }

    [Fact]
    public void A_path_that_the_file_names_is_judged_without_evidence()
    {
        var judged = Judge(Scenario.Endpoint, """{ "unreachable": [{ "from": "callee", "to": "aws_lambda_function.caller" }] }""");

        Assert.Equal(["caller", "callee"], judged.Paths.Select(path => path.Caller.Name));
        Assert.Equal(Outcome.Expected, judged.Worst);
    }

    [Fact]
    public void A_path_of_a_function_that_is_not_there_is_bad_input()
    {
        var problem = Assert.Throws<ProblemException>(() => Judge(Scenario.Endpoint, """{ "reachable": [{ "from": "orders", "to": "callee" }] }"""));

        Assert.Contains("expects something of orders -> callee", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_finding_does_not_count_and_another_one_beside_it_does()
    {
        const string file = """{ "accepted": [{ "code": "ENI_SG_RULES_MISMATCH", "address": "*.caller", "from": "caller", "reason": "Not used yet.", "until": "2099-01-01" }] }""";

        Assert.Equal(Outcome.Expected, Judge(Closed, file).Worst);
        Assert.Equal(Outcome.Failed, Judge(Closed.Remove("aws_vpc_security_group_ingress_rule.in"), file).Worst);
        Assert.Equal("ENI_SG_RULES_MISMATCH at *.caller", Assert.Single(Judge(Scenario.Endpoint, file).Unused).ToString());
    }

    [Fact]
    public void JSON_says_what_was_expected_and_accepted_only_where_there_is_a_file()
    {
        using var stream = new MemoryStream();
        JsonReport.Write(stream, Judge(Closed, """{ "accepted": [{ "code": "ENI_SG_RULES_MISMATCH", "reason": "Not used yet.", "until": "2099-01-01" }] }"""));
        using var json = JsonDocument.Parse(stream.ToArray());
        var path = json.RootElement.GetProperty("paths")[0];

        Assert.Equal(("Blocked", "Reachable", "Expected"), (path.GetProperty("verdict").GetString(), path.GetProperty("expected").GetString(), path.GetProperty("outcome").GetString()));
        var hop = Assert.Single(path.GetProperty("hops").EnumerateArray(), hop => hop.TryGetProperty("accepted", out _));
        Assert.Equal(("Not used yet.", "2099-01-01"), (hop.GetProperty("accepted").GetProperty("reason").GetString(), hop.GetProperty("accepted").GetProperty("until").GetString()));
        Assert.DoesNotContain("outcome", JsonReport.Write([Closed.Judge()]), StringComparison.Ordinal);
    }

    [Fact]
    public void SARIF_suppresses_what_is_accepted()
    {
        using var stream = new MemoryStream();
        SarifReport.Write(stream, Judge(Closed, """{ "accepted": [{ "code": "ENI_SG_RULES_MISMATCH", "reason": "Not used yet.", "until": "2099-01-01" }] }"""), _ => null);
        using var json = JsonDocument.Parse(stream.ToArray());

        var result = Assert.Single(json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray(), result => result.GetProperty("level").GetString() == "error");
        Assert.Equal("Not used yet.", result.GetProperty("suppressions")[0].GetProperty("justification").GetString());
    }

    [Fact]
    public void JUnit_has_a_failure_for_what_blocks_and_an_error_for_what_is_undecided()
    {
        Assert.Equal(("1", "0", "failure", "ENI_SG_RULES_MISMATCH"), JUnit(Judge(Closed, null)));
        Assert.Equal(("0", "1", "error", "ENDPOINT_POLICY_DENIES"), JUnit(Judge(Scenario.Endpoint.Hide("aws_vpc_endpoint.lambda", "policy"), null)));
        Assert.Equal(("0", "0", null, null), JUnit(Judge(Scenario.Endpoint, null)));
        Assert.Equal(("1", "0", "failure", "REACHABLE"), JUnit(Judge(Scenario.Endpoint, """{ "unreachable": [{ "from": "caller", "to": "callee" }] }""")));
    }

    [Fact]
    public void JUnit_is_well_formed_whatever_a_function_is_called()
    {
        var path = Closed.Judge();
        path = path with { Caller = path.Caller with { Name = "a\u0001<b>&\"" } };

        Assert.Equal("failure", JUnit(new JudgedPaths(null, [path])).Problem);
    }

    [Fact]
    public void Markdown_is_a_table_of_paths_and_what_was_found_of_each()
    {
        var text = MarkdownReport.Write("1 path: 1 Blocked.", Judge(Closed, null));

        Assert.Contains("| ❌ | `caller` → `callee` | **Blocked** | interface endpoint |", text, StringComparison.Ordinal);
        Assert.Contains("- ❌ **caller egress** `ENI_SG_RULES_MISMATCH` at `aws_security_group.caller` (`egress`): ", text, StringComparison.Ordinal);
        Assert.Contains("**Fix**: Add resource", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_no_markup()
    {
        var path = Closed.Judge();
        path = path with { Caller = path.Caller with { Name = "a|b`<script>" }, Hops = [.. path.Hops.Select(hop => hop with { Message = "@team <img src=x> [a](b)" })] };

        var text = MarkdownReport.Write("1 path.", new JudgedPaths(null, [path]));

        Assert.DoesNotContain("<script>", text.Replace("`` a\\|b`<script> ``", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@team", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[a]", text, StringComparison.Ordinal);
    }

    private static JudgedPaths Judge(TestPlan plan, string? file) => JudgedPaths.Judge(plan.Model, new PathQuery(),
        file is null ? null : ExpectationFile.Read(Encoding.UTF8.GetBytes(file), ExpectationFile.DefaultName, new DateOnly(2026, 11, 29)));

    private static (string? Failures, string? Errors, string? Problem, string? Type) JUnit(JudgedPaths judged)
    {
        using var stream = new MemoryStream();
        JUnitReport.Write(stream, judged);
        stream.Position = 0;
        var suite = XDocument.Load(stream).Root!.Element("testsuite")!;
        var problem = suite.Element("testcase")!.Elements().SingleOrDefault();
        return (suite.Attribute("failures")?.Value, suite.Attribute("errors")?.Value, problem?.Name.LocalName, problem?.Attribute("type")?.Value);
    }
}
