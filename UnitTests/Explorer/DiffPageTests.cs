using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PrivateInvoke.Expectations;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class DiffPageTests
{
    private static readonly TestPlan Closed = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out");

    [Fact]
    public void A_path_that_closes_is_drawn_before_and_after_with_the_changed_hop_marked_on_both()
    {
        var page = Compare(Scenario.Endpoint, Closed);

        Assert.Equal("1 closed", page.QuerySelector(".counts li")!.TextContent.Trim());
        Assert.Equal(["Before: Reachable", "After: Blocked"], page.QuerySelectorAll(".both h3").Select(title => title.TextContent));
        Assert.Equal(2, page.QuerySelectorAll(".both .side").Length);
        Assert.All(page.QuerySelectorAll(".both .side"), map => Assert.Contains("caller egress", Assert.Single(map.QuerySelectorAll(".station.changed")).TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.QuerySelector(".both .side:last-child .station.changed.blocked"));
    }

    [Fact]
    public void The_changed_hop_is_told_as_it_was_and_as_it_is_with_its_fix()
    {
        var change = Compare(Scenario.Endpoint, Closed).QuerySelector(".hop-changes")!;

        Assert.Equal("caller egress", change.QuerySelector("dt")!.TextContent);
        Assert.NotNull(change.QuerySelector("dd.was del"));
        Assert.Contains("Add resource", change.QuerySelector("dd.is .fix")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_opens_is_green_and_one_that_is_gone_has_no_map_of_the_new_plan()
    {
        Assert.NotNull(Compare(Closed, Scenario.Endpoint).QuerySelector(".comparisons strong.passed"));

        var gone = Compare(Scenario.Endpoint, Scenario.Endpoint.Remove("aws_lambda_function.callee").Remove("aws_iam_role_policy.invoke"));

        Assert.Equal("gone", gone.QuerySelector(".became strong")!.TextContent);
        Assert.Equal("Before: Reachable", Assert.Single(gone.QuerySelectorAll(".both h3")).TextContent);
    }

    [Fact]
    public void Plans_that_are_alike_say_so() =>
        Assert.Equal("No path differs; 1 as before", Compare(Scenario.Endpoint, Scenario.Endpoint).QuerySelector("h1")!.TextContent);

    [Fact]
    public void The_report_runs_no_script_and_every_link_of_it_leads_somewhere()
    {
        var page = Compare(Scenario.Endpoint, Closed);

        Assert.Empty(page.Scripts);
        Assert.Empty(page.QuerySelectorAll("[style], link, img"));
        Assert.All(page.QuerySelectorAll("a[href], use[href]"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
    }

    private static IHtmlDocument Compare(TestPlan before, TestPlan after)
    {
        var (was, now) = (ExploredPlan.Of(before.Document), ExploredPlan.Of(after.Document));
        var judged = JudgedPaths.Judge(now.Model, new PathQuery(), null);
        return new HtmlParser().ParseDocument(HtmlReport.Render(DiffReport.Between("main", "infra", PathFinder.Find(was.Model), judged), was, now));
    }
}
