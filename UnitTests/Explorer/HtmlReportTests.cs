using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class HtmlReportTests
{
    private static readonly string[] Linking = ["src", "srcset", "action", "data", "poster"];

    [Fact]
    public void A_report_asks_nobody_for_anything_and_runs_no_script()
    {
        var page = Read(Write(Scenario.Endpoint));

        Assert.Empty(page.Scripts);
        Assert.Empty(page.QuerySelectorAll("link, img, iframe, object, embed, form, base"));
        Assert.DoesNotContain(page.All, element => element.Attributes.Any(attribute => Linking.Contains(attribute.Name) || attribute.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.All(page.QuerySelectorAll("[href]"), element => Assert.StartsWith("#", element.GetAttribute("href"), StringComparison.Ordinal));
        Assert.DoesNotMatch(new Regex(@"url\(|@import"), page.QuerySelector("style")!.TextContent);
    }

    [Fact]
    public void The_policy_admits_the_one_stylesheet_by_its_hash_and_nothing_else()
    {
        var page = Read(Write(Scenario.Endpoint));

        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Assert.Single(page.QuerySelectorAll("style")).TextContent)));
        Assert.StartsWith($"default-src 'none'; style-src 'sha256-{hash}';", policy, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public void Names_of_a_plan_are_text_and_never_markup()
    {
        var html = Write(Scenario.Endpoint.Set("aws_lambda_function.callee", "function_name", "<script>alert(1)</script>"));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<script>alert(1)</script>", Read(html).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_leads_to_something_in_the_report()
    {
        var page = Read(Write(Scenario.Endpoint, times: 60));

        Assert.All(page.QuerySelectorAll("a[href], use[href]"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").DistinctBy(element => element.Id).Count());
    }

    [Fact]
    public void One_path_stays_below_300_KB_and_a_thousand_below_3_MB()
    {
        var blocked = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out");

        Assert.InRange(Encoding.UTF8.GetByteCount(Write(blocked)), 1_000, 300_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(Write(blocked, times: 1_000)), 100_000, 3_000_000);
    }

    [Fact]
    public void Blocked_paths_come_first_and_the_counts_are_those_of_the_verdicts()
    {
        var closed = Scenario.Endpoint.Model.Without("aws_vpc_security_group_egress_rule.out");
        InvokePath[] paths = [Maps.View(Scenario.Endpoint).Path, .. PathFinder.Find(closed)];

        var page = Read(Write(stream => HtmlReport.Write(stream, ExploredPlan.Of(Scenario.Endpoint.Document), paths, "plan.json")));

        Assert.Equal(["1 Reachable", "1 Blocked"], page.QuerySelectorAll(".counts li").Select(item => item.TextContent.Trim()));
        Assert.Equal("Blocked", page.QuerySelector(".list tbody td")!.TextContent.Trim());
        Assert.Contains("plan.json", page.QuerySelector(".source")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_has_to_be_closed_gets_no_patch_that_opens_it()
    {
        var closed = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out");

        string Html(bool isToMend) => Write(stream => HtmlReport.Write(stream, ExploredPlan.Of(closed.Document), [Maps.View(closed).Path], "", _ => isToMend));

        Assert.Single(Read(Html(isToMend: true)).QuerySelectorAll(".patch"));
        Assert.Empty(Read(Html(isToMend: false)).QuerySelectorAll(".patch"));
    }

    private static string Write(TestPlan plan, int times = 1)
    {
        var view = Maps.View(plan);
        var paths = Enumerable.Range(0, times).Select(number => number == 0 ? view.Path : view.Path with
        {
            Caller = view.Path.Caller with { Name = $"caller-{number}" },
            Hops = [.. view.Path.Hops.Select(hop => hop with { Message = $"{hop.Message} ({number})" })],
        });
        return Write(stream => HtmlReport.Write(stream, ExploredPlan.Of(plan.Document), [.. paths], ""));
    }

    private static string Write(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static IHtmlDocument Read(string html) => new HtmlParser().ParseDocument(html);
}
