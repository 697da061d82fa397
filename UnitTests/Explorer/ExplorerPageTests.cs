using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class ExplorerPageTests : BunitContext
{
    private const string Egress = "aws_vpc_security_group_egress_rule.out";

    private readonly ExplorerFeed _feed = new();

    public ExplorerPageTests()
    {
        _feed.Use(Scenario.Endpoint.Model, _ => null);
        Services.AddSingleton(_feed);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Switching_a_rule_off_blocks_the_path_shows_the_diff_and_reset_brings_it_back()
    {
        var page = Render<ExplorerPage>();
        Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal);

        Switch(page, Egress).Change(false);

        Assert.Contains("Stops at the caller egress", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("- resource \"aws_vpc_security_group_egress_rule\" \"out\" {", page.Find(".diff").TextContent, StringComparison.Ordinal);
        Assert.False(Switch(page, Egress).HasAttribute("checked"));

        page.Find(".reset button").Click();

        Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".diff"));
    }

    [Fact]
    public void A_link_holds_what_is_switched_off()
    {
        Navigation.NavigateTo(new ExplorerState("caller", "callee", ["aws_vpc_endpoint.lambda#private_dns_enabled"]).ToQuery());

        var page = Render<ExplorerPage>();

        Assert.Contains("Blocked", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("PRIVATE_DNS_OFF", page.Find(".finding").TextContent, StringComparison.Ordinal);
        Assert.Contains("+   private_dns_enabled = false", page.Find(".diff").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws_iam_role_policy.invoke", HopKind.IdentityPolicy)]
    [InlineData("aws_vpc_security_group_ingress_rule.in", HopKind.EndpointIngress)]
    [InlineData("aws_vpc_endpoint.lambda", HopKind.Route)]
    public void The_chosen_pair_stays_when_what_is_switched_off_was_the_sign_of_it(string key, HopKind blocked)
    {
        var page = Render<ExplorerPage>();

        Switch(page, key).Change(false);

        Assert.Contains($"Stops at the {blocked.Words()}", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.False(Switch(page, key).HasAttribute("checked"));
    }

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

        _feed.Add(new SeenInvoke(time, "caller", "callee", Verdict.Blocked, "no answer, as dropped packets", stop.Message, stop));
        _feed.Add(new SeenLine(time, "caller", "START RequestId: 1"));

        page.WaitForAssertion(() => Assert.Contains("no answer, as dropped packets", page.Find(".invokes li").TextContent, StringComparison.Ordinal));
        Assert.Contains(stop.Fix!, page.Find(".invokes li").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("12:00:01.000 caller | START RequestId: 1", page.Find(".logs").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_plan_is_judged_at_once()
    {
        var page = Render<ExplorerPage>();

        _feed.Use(Scenario.Endpoint.Remove(Egress).Model, _ => null);

        page.WaitForAssertion(() => Assert.Contains("Blocked", page.Find(".verdict").TextContent, StringComparison.Ordinal));
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

    private static AngleSharp.Dom.IElement Switch(IRenderedComponent<ExplorerPage> page, string key) =>
        page.FindAll(".switches li").Single(item => item.QuerySelector("code")!.TextContent == key).QuerySelector("input")!;
}
