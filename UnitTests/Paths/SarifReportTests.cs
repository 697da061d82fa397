using System.Text.Json;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class SarifReportTests
{
    private static readonly TestPlan Plan = Scenario.Endpoint
        .Remove("aws_vpc_security_group_egress_rule.out")
        .Hide("aws_lambda_function.callee", "reserved_concurrent_executions")
        .Set("aws_lambda_function.callee", "timeout", 60);

    [Fact]
    public void A_blocked_hop_is_an_error_at_its_line_and_says_what_to_do()
    {
        var run = Run([Plan.Judge()], address => address == "aws_security_group.caller" ? new SourceLocation("infra/my network/a.tf", 7) : null);

        var result = Result(run, "ENI_SG_RULES_MISMATCH");
        Assert.Equal("error", Get(result, "level"));
        Assert.Equal("ENI_SG_RULES_MISMATCH", Get(run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()], "id"));
        Assert.StartsWith("caller -> callee: aws_security_group.caller has no egress rule", Get(result.GetProperty("message"), "text"), StringComparison.Ordinal);
        Assert.Contains(" Fix: Add resource \"aws_vpc_security_group_egress_rule\"", Get(result.GetProperty("message"), "text"), StringComparison.Ordinal);
        var location = Assert.Single(result.GetProperty("locations").EnumerateArray());
        Assert.Equal("infra/my%20network/a.tf", Get(location.GetProperty("physicalLocation").GetProperty("artifactLocation"), "uri"));
        Assert.Equal(7, location.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal("aws_security_group.caller", Get(location.GetProperty("logicalLocations")[0], "fullyQualifiedName"));
    }

    [Fact]
    public void Undecided_hops_and_warnings_are_warnings_and_passed_hops_are_nothing()
    {
        var run = Run([Plan.Judge()], _ => null);

        Assert.Equal("warning", Get(Result(run, "RESERVED_CONCURRENCY_ZERO"), "level"));
        Assert.Equal("warning", Get(Result(run, "TIMEOUTS_OUT_OF_ORDER"), "level"));
        Assert.Equal(3, run.GetProperty("results").GetArrayLength());
        Assert.Equal(3, run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength());
    }

    [Fact]
    public void A_finding_that_many_paths_meet_is_told_once()
    {
        var path = Plan.Judge();
        var other = path with { Caller = new PathEnd("aws_lambda_function.other", "other") };

        var result = Result(Run([path, other], _ => null), "ENI_SG_RULES_MISMATCH");

        Assert.StartsWith("caller -> callee and 1 more: ", Get(result.GetProperty("message"), "text"), StringComparison.Ordinal);
        Assert.Equal(
            ["aws_lambda_function.caller -> aws_lambda_function.callee", "aws_lambda_function.other -> aws_lambda_function.callee"],
            result.GetProperty("properties").GetProperty("paths").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public void A_finding_whose_block_is_not_written_here_is_shown_at_the_caller()
    {
        var run = Run([Plan.Judge()], address => address == "aws_lambda_function.caller" ? new SourceLocation("infra/more.tf.json", 0) : null);

        var location = Result(run, "ENI_SG_RULES_MISMATCH").GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("infra/more.tf.json", Get(location.GetProperty("artifactLocation"), "uri"));
        Assert.False(location.TryGetProperty("region", out _));
    }

    [Fact]
    public void A_plan_without_findings_is_a_run_without_results()
    {
        var run = Run([Scenario.Endpoint.Judge()], _ => null);

        Assert.Empty(run.GetProperty("results").EnumerateArray());
        Assert.Equal("PrivateInvoke", Get(run.GetProperty("tool").GetProperty("driver"), "name"));
    }

    private static JsonElement Run(IReadOnlyList<InvokePath> paths, Func<string, SourceLocation?> locate)
    {
        using var stream = new MemoryStream();
        SarifReport.Write(stream, paths, locate);

        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.Equal("2.1.0", Get(json.RootElement, "version"));
        return Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray()).Clone();
    }

    private static JsonElement Result(JsonElement run, string rule) =>
        Assert.Single(run.GetProperty("results").EnumerateArray(), result => Get(result, "ruleId") == rule);

    private static string? Get(JsonElement element, string name) => element.GetProperty(name).GetString();
}
