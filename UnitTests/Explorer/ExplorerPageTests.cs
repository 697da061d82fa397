using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.Explorer;
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
        // As long as a busy machine takes for what it does in the background.
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        _feed.Use(ExploredPlan.Of(Scenario.Endpoint.Document));
        Services.AddSingleton(_feed);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Switching_a_rule_off_blocks_the_path_shows_the_diff_and_reset_brings_it_back()
    {
        var page = Render<ExplorerPage>();
        Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal);

        Turn(page, Egress, isOn: false);

        Assert.Contains("Stops at the caller egress", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("- resource \"aws_vpc_security_group_egress_rule\" \"out\" {", page.Find(".diff").TextContent, StringComparison.Ordinal);
        Assert.False(Switch(page, Egress).HasAttribute("checked"));

        At(page, () => page.Find(".reset button").Click());

        Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".diff"));
    }

    [Fact]
    public void A_link_holds_what_is_switched_off()
    {
        Navigation.NavigateTo(new ExplorerState("caller", "callee", ["aws_vpc_endpoint.lambda#private_dns_enabled=false"]).ToQuery());

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

        Turn(page, key, isOn: false);

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
    public void The_reason_that_retries_have_in_common_is_told_once()
    {
        var page = Render<ExplorerPage>();
        var stop = Scenario.Endpoint.Remove(Egress).Hop(HopKind.CallerEgress);

        for (var attempt = 0; attempt < 3; attempt++)
            _feed.Add(new SeenInvoke(DateTimeOffset.UnixEpoch.AddSeconds(attempt), "caller", "callee", Verdict.Blocked, "connection closed", stop.Message, stop));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".invokes li").Count));
        Assert.All(page.FindAll(".invokes .action"), action => Assert.Equal("caller egress: connection closed", action.TextContent));
        Assert.Equal(stop.Message, Assert.Single(page.FindAll(".invokes .reason")).TextContent);
        Assert.Contains(stop.Fix!, page.FindAll(".invokes li")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_plan_is_judged_at_once()
    {
        var page = Render<ExplorerPage>();

        _feed.Use(ExploredPlan.Of(Scenario.Endpoint.Remove(Egress).Document));

        page.WaitForAssertion(() => Assert.Contains("Blocked", page.Find(".verdict").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_plan_is_compared_with_the_one_at_the_start()
    {
        var page = Render<ExplorerPage>();
        Assert.Empty(page.FindAll(".since"));

        _feed.Use(ExploredPlan.Of(Scenario.Endpoint.Remove(Egress).Document));

        page.WaitForAssertion(() => Assert.Contains("1 path is not as in the plan at the start", page.Find(".since p").TextContent, StringComparison.Ordinal));
        Assert.Equal("closed", page.Find(".since .became strong").TextContent);
        Assert.Contains("Reachable → Blocked", page.Find(".since .verdicts").TextContent, StringComparison.Ordinal);
        Assert.Contains("caller egress", page.Find(".since dt").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blocked_path_shows_the_patch_that_was_judged_and_none_while_something_is_switched_off()
    {
        _feed.Use(ExploredPlan.Of(Scenario.Endpoint.Remove(Egress).Document));
        var page = Render<ExplorerPage>();

        page.WaitForAssertion(() => Assert.Equal("One change mends it. Judged with it: Reachable.", page.Find(".finding.blocked .patch").TextContent));
        Assert.Contains("resource \"aws_vpc_security_group_egress_rule\" \"caller_to_lambda\" {", page.Find(".finding.blocked pre").TextContent, StringComparison.Ordinal);

        Turn(page, "aws_vpc_security_group_ingress_rule.in", isOn: false);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".patch")));
        Assert.NotEmpty(page.FindAll(".finding.blocked"));
    }

    [Fact]
    public void A_block_of_rules_inside_a_group_can_be_switched_off_alone()
    {
        _feed.Use(ExploredPlan.Of(Inline.Document));
        var page = Render<ExplorerPage>();
        Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal);

        Turn(page, "aws_security_group.endpoint · ingress[0]", isOn: false);
        Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal);

        Turn(page, "aws_security_group.endpoint · ingress[1]", isOn: false);

        Assert.Contains("Stops at the endpoint ingress", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("-   ingress {", page.Find(".diff").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws_vpc_endpoint.lambda", "private_dns_enabled")]
    [InlineData("aws_vpc.main", "enable_dns_support")]
    [InlineData("aws_vpc.main", "enable_dns_hostnames")]
    public void A_flag_that_is_off_in_the_plan_can_be_switched_on(string address, string flag)
    {
        _feed.Use(ExploredPlan.Of(Scenario.Endpoint.Set(address, flag, false).Document));
        var page = Render<ExplorerPage>();
        Assert.Contains("Blocked", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.False(Switch(page, $"{address} · {flag}").HasAttribute("checked"));

        Turn(page, $"{address} · {flag}", isOn: true);

        // The patch of what is blocked comes from the background meanwhile.
        page.WaitForAssertion(() => Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal));
        Assert.True(Switch(page, $"{address} · {flag}").HasAttribute("checked"));
        Assert.Contains($"+   {flag} = true", page.Find(".diff").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void One_statement_of_a_policy_can_be_switched_off_alone()
    {
        _feed.Use(ExploredPlan.Of(Scenario.Endpoint.Set("aws_iam_role_policy.invoke", "policy", """
            {"Version":"2012-10-17","Statement":[
              {"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
              {"Sid":"Call","Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"*"}]}
            """).Document));
        var page = Render<ExplorerPage>();
        Assert.Contains("Call Allow lambda:InvokeFunction", page.FindAll(".switches li").Select(item => item.QuerySelector("span")!.TextContent));

        Turn(page, "aws_iam_role_policy.invoke · statement[0]", isOn: false);
        Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal);

        Turn(page, "aws_iam_role_policy.invoke · statement[1]", isOn: false);

        Assert.Contains("Stops at the identity policy", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("-     Statement[1]", page.Find(".diff").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_of_the_endpoints_policy_can_be_switched_off()
    {
        _feed.Use(ExploredPlan.Of(Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "policy", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"lambda:InvokeFunction","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}
            """).Document));
        var page = Render<ExplorerPage>();
        Assert.Contains("Stops at the endpoint policy", page.Find(".verdict").TextContent, StringComparison.Ordinal);

        Turn(page, "aws_vpc_endpoint.lambda · statement[0]", isOn: false);

        page.WaitForAssertion(() => Assert.Contains("Reachable", page.Find(".verdict").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_for_another_callers_group_is_no_switch_of_this_path()
    {
        _feed.Use(ExploredPlan.Of(Scenario.Endpoint
            .Add("aws_security_group.stranger", ("vpc_id", TestPlan.Id("aws_vpc.main")))
            .Add("aws_vpc_security_group_ingress_rule.stranger", ("security_group_id", TestPlan.Id("aws_security_group.endpoint")), ("ip_protocol", "tcp"),
                ("from_port", 443), ("to_port", 443), ("referenced_security_group_id", TestPlan.Id("aws_security_group.stranger"))).Document));

        var shown = Render<ExplorerPage>().FindAll(".switches code").Select(key => key.TextContent).ToArray();

        Assert.Contains("aws_vpc_security_group_ingress_rule.in", shown);
        Assert.DoesNotContain("aws_vpc_security_group_ingress_rule.stranger", shown);
    }

    [Fact]
    public void The_matrix_shows_the_pairs_that_the_search_leaves_and_each_leads_to_its_path()
    {
        _feed.Use(ExploredPlan.Of(TwoCallees.Document));
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
        _feed.Add(new SeenInvoke(DateTimeOffset.UnixEpoch, "caller", "callee", Verdict.Reachable, "forwarded", "Every hop passes.", null) { Key = key });
        page.WaitForAssertion(() => Assert.Contains("no answer yet", page.Find(".line").GetAttribute("aria-label"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".latency"));

        _feed.Add(new SeenLine(DateTimeOffset.UnixEpoch, "callee", "REPORT RequestId: 6f1a-1\tDuration: 12.50 ms\tBilled Duration: 13 ms"));
        _feed.Answer(key, new SeenAnswer(TimeSpan.FromMilliseconds(0.4), TimeSpan.FromMilliseconds(18), 200, "6f1a-1"));

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

    private static readonly TestPlan Inline = Scenario.Endpoint.Remove("aws_vpc_security_group_ingress_rule.in").Set("aws_security_group.endpoint", "ingress", new[]
    {
        TestPlan.Block(("protocol", "tcp"), ("from_port", 22), ("to_port", 22), ("cidr_blocks", new[] { "10.0.0.0/8" })),
        TestPlan.Block(("protocol", "tcp"), ("from_port", 443), ("to_port", 443), ("security_groups", new[] { TestPlan.Id("aws_security_group.caller") })),
    });

    private static readonly TestPlan TwoCallees = Scenario.Endpoint
        .Add("aws_lambda_function.other", ("function_name", "other"), ("role", TestPlan.Arn("aws_iam_role.callee")), ("timeout", 5))
        .Set("aws_lambda_function.caller", "environment", new[] { TestPlan.Block(("variables", new Dictionary<string, object?> { ["A"] = "callee", ["B"] = "other" })) });

    private static void Turn(IRenderedComponent<ExplorerPage> page, string key, bool isOn) => At(page, () => Switch(page, key).Change(isOn));

    /// <summary>Between two renderings: a blocked path is rendered again when its patch has been found.</summary>
    private static void At(IRenderedComponent<ExplorerPage> page, Action act) => page.InvokeAsync(act).GetAwaiter().GetResult();

    private static AngleSharp.Dom.IElement Switch(IRenderedComponent<ExplorerPage> page, string key) =>
        page.FindAll(".switches li").Single(item => item.QuerySelector("code")!.TextContent == key).QuerySelector("input")!;
}
