using Bunit;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class ExplorerPageTests : ExplorerPageContext
{
    private const string Egress = "aws_vpc_security_group_egress_rule.out";

    [Fact]
    public void A_search_and_a_filter_by_verdict_leave_the_paths_that_are_asked_for()
    {
        var page = Render<ExplorerPage>();
        Assert.Equal("1 of 1 paths", page.Find(".found").TextContent);

        page.Find("#search").Input("nobody");
        Assert.Equal("0 of 1 paths", page.Find(".found").TextContent);

        page.Find("#search").Input("CALLEE");
        Assert.Single(page.FindAll(".picker li"));

        page.Find("fieldset input").Change(false);
        Assert.Empty(page.FindAll(".picker li"));
    }

    [Fact]
    public void An_invoke_and_a_line_of_a_log_appear_when_they_come()
    {
        var page = Render<ExplorerPage>();
        var time = new DateTimeOffset(2026, 11, 29, 12, 0, 1, TimeSpan.Zero);
        var stop = Scenario.Endpoint.Remove(Egress).Hop(HopKind.CallerEgress);

        Feed.Add(new SeenInvoke(time, "caller", "callee", Verdict.Blocked, "no answer, as dropped packets", stop.Message, stop));
        Feed.Add(new SeenLine(time, "caller", "START RequestId: 1"));

        page.WaitForAssertion(() => Assert.Contains("no answer, as dropped packets", page.Find(".invokes li").TextContent, StringComparison.Ordinal));
        Assert.Contains(stop.Fix!, page.Find(".invokes li").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("12:00:01.000 caller | START RequestId: 1", page.Find(".logs").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void The_reason_that_retries_have_in_common_is_told_once()
    {
        var page = Render<ExplorerPage>();
        var stop = Scenario.Endpoint.Remove(Egress).Hop(HopKind.CallerEgress);

        for (var attempt = 0; attempt < 3; attempt++)
            Feed.Add(new SeenInvoke(DateTimeOffset.UnixEpoch.AddSeconds(attempt), "caller", "callee", Verdict.Blocked, "connection closed", stop.Message, stop));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".invokes li").Count));
        Assert.All(page.FindAll(".invokes .action"), action => Assert.Equal("caller egress: connection closed", action.TextContent));
        Assert.Equal(stop.Message, Assert.Single(page.FindAll(".invokes .reason")).TextContent);
        Assert.Contains(stop.Fix!, page.FindAll(".invokes li")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_plan_is_judged_at_once()
    {
        var page = Render<ExplorerPage>();

        Feed.Use(ExploredPlan.Of(Scenario.Endpoint.Remove(Egress).Document));

        page.WaitForAssertion(() => Assert.Contains("Blocked", page.Find(".verdict").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_plan_is_compared_with_the_one_at_the_start()
    {
        var page = Render<ExplorerPage>();
        Assert.Empty(page.FindAll(".since"));

        Feed.Use(ExploredPlan.Of(Scenario.Endpoint.Remove(Egress).Document));

        page.WaitForAssertion(() => Assert.Contains("1 path is not as in the plan at the start", page.Find(".since p").TextContent, StringComparison.Ordinal));
        Assert.Equal("closed", page.Find(".since .became strong").TextContent);
        Assert.Contains("Reachable → Blocked", page.Find(".since .verdicts").TextContent, StringComparison.Ordinal);
        Assert.Contains("caller egress", page.Find(".since dt").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_matrix_shows_the_pairs_that_the_search_leaves_and_each_leads_to_its_path()
    {
        Feed.Use(ExploredPlan.Of(TwoCallees.Document));
        var page = Render<ExplorerPage>();

        page.Find(".matrix-of button").Click();

        page.WaitForAssertion(() => Assert.Equal(["callee", "other"], page.FindAll(".matrix thead th span").Select(name => name.TextContent)));
        Assert.Equal("/?caller=caller&callee=other", page.Find(".matrix td a[title^='caller → other']").GetAttribute("href"));
        Assert.Single(page.FindAll(".matrix td a[aria-current]"));

        page.Find("#search").Input("other");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".matrix-of")));
        Assert.Equal("1 of 2 paths", page.Find(".found").TextContent);
    }

    [Fact]
    public void An_invoke_that_ends_tells_how_long_it_took_and_its_callee_ran()
    {
        var page = Render<ExplorerPage>();
        var key = new object();
        Feed.Add(new SeenInvoke(DateTimeOffset.UnixEpoch, "caller", "callee", Verdict.Reachable, "forwarded", "Every hop passes.", null) { Key = key });
        page.WaitForAssertion(() => Assert.Contains("no answer yet", page.Find(".line").GetAttribute("aria-label"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".latency"));

        Feed.Add(new SeenLine(DateTimeOffset.UnixEpoch, "callee", "REPORT RequestId: 6f1a-1\tDuration: 12.50 ms\tBilled Duration: 13 ms"));
        Feed.Answer(key, new SeenAnswer(TimeSpan.FromMilliseconds(0.4), TimeSpan.FromMilliseconds(18), 200, "6f1a-1"));

        page.WaitForAssertion(() => Assert.Equal(
            "from the caller by the endpoint to the callee, decided in 0.4 ms, the callee ran for 13 ms, answered 200 after 18 ms", page.Find(".line").GetAttribute("aria-label")));
        Assert.Equal("< 20 ms: 1", page.Find(".latency svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void The_break_even_has_its_mark_on_the_slider_where_it_is_on_it()
    {
        var zones = Enumerable.Range(0, 6).Aggregate(Scenario.Endpoint, (plan, zone) => plan.Add($"aws_subnet.z{zone}", ("vpc_id", TestPlan.Id("aws_vpc.main")), ("cidr_block", $"10.0.{20 + zone}.0/24"), ("availability_zone", $"us-east-1{"abcdef"[zone]}")));
        Assert.Empty(Render<CostSlider>(parameters => parameters.Add(slider => slider.Model, Scenario.Endpoint.Model)).FindAll(".ticks"));

        var slider = Render<CostSlider>(parameters => parameters.Add(slider => slider.Model,
            zones.Set("aws_vpc_endpoint.lambda", "subnet_ids", Enumerable.Range(0, 6).Select(zone => TestPlan.Id($"aws_subnet.z{zone}")).ToArray()).Model));

        var gb = double.Parse(slider.FindAll("dd")[2].TextContent.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(gb / 20, double.Parse(slider.Find(".ticks line").GetAttribute("x1")!.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture), 0.1);
    }

    [Fact]
    public void The_slider_changes_both_prices_and_the_break_even_is_told()
    {
        var page = Render<ExplorerPage>();
        var before = page.FindAll(".cost dd").Select(price => price.TextContent).ToArray();

        page.Find("#gb").Input("2000");

        var after = page.FindAll(".cost dd").Select(price => price.TextContent).ToArray();
        Assert.NotEqual(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);
        Assert.Equal(before[2], after[2]);
    }

    private static readonly TestPlan TwoCallees = Scenario.Endpoint
        .Add("aws_lambda_function.other", ("function_name", "other"), ("role", TestPlan.Arn("aws_iam_role.callee")), ("timeout", 5))
        .Set("aws_lambda_function.caller", "environment", new[] { TestPlan.Block(("variables", new Dictionary<string, object?> { ["A"] = "callee", ["B"] = "other" })) });
}
