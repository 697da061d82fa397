using Bunit;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

/// <summary>Switches for what lies around a path: the verdict is that of the configuration with the change.</summary>
public sealed class WhatIfTests : ExplorerPageContext
{
    private const string Egress = "aws_vpc_security_group_egress_rule.out";

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
    public void A_blocked_path_shows_the_patch_that_was_judged_and_none_while_something_is_switched_off()
    {
        Feed.Use(ExploredPlan.Of(Scenario.Endpoint.Remove(Egress).Document));
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
        Feed.Use(ExploredPlan.Of(Inline.Document));
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
        Feed.Use(ExploredPlan.Of(Scenario.Endpoint.Set(address, flag, false).Document));
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
        Feed.Use(ExploredPlan.Of(Scenario.Endpoint.Set("aws_iam_role_policy.invoke", "policy", """
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
        Feed.Use(ExploredPlan.Of(Scenario.Endpoint.Set("aws_vpc_endpoint.lambda", "policy", """
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
        Feed.Use(ExploredPlan.Of(Scenario.Endpoint
            .Add("aws_security_group.stranger", ("vpc_id", TestPlan.Id("aws_vpc.main")))
            .Add("aws_vpc_security_group_ingress_rule.stranger", ("security_group_id", TestPlan.Id("aws_security_group.endpoint")), ("ip_protocol", "tcp"),
                ("from_port", 443), ("to_port", 443), ("referenced_security_group_id", TestPlan.Id("aws_security_group.stranger"))).Document));

        var shown = Render<ExplorerPage>().FindAll(".switches code").Select(key => key.TextContent).ToArray();

        Assert.Contains("aws_vpc_security_group_ingress_rule.in", shown);
        Assert.DoesNotContain("aws_vpc_security_group_ingress_rule.stranger", shown);
    }

    private static readonly TestPlan Inline = Scenario.Endpoint.Remove("aws_vpc_security_group_ingress_rule.in").Set("aws_security_group.endpoint", "ingress", new[]
    {
        TestPlan.Block(("protocol", "tcp"), ("from_port", 22), ("to_port", 22), ("cidr_blocks", new[] { "10.0.0.0/8" })),
        TestPlan.Block(("protocol", "tcp"), ("from_port", 443), ("to_port", 443), ("security_groups", new[] { TestPlan.Id("aws_security_group.caller") })),
    });

    private static void Turn(IRenderedComponent<ExplorerPage> page, string key, bool isOn) => At(page, () => Switch(page, key).Change(isOn));

    /// <summary>Between two renderings: a blocked path is rendered again when its patch has been found.</summary>
    private static void At(IRenderedComponent<ExplorerPage> page, Action act) => page.InvokeAsync(act).GetAwaiter().GetResult();

    private static AngleSharp.Dom.IElement Switch(IRenderedComponent<ExplorerPage> page, string key) =>
        page.FindAll(".switches li").Single(item => item.QuerySelector("code")!.TextContent == key).QuerySelector("input")!;
}
