using Bunit;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class PathSectionTests : BunitContext
{
    [Fact]
    public void A_station_leads_to_the_line_of_its_hop_and_shares_its_number_with_what_decides_it()
    {
        var section = Show(Maps.View(Scenario.Endpoint));

        var stations = section.FindAll("a.station");
        Assert.Equal(section.FindAll(".hops li").Count, stations.Count);
        Assert.All(stations, station => Assert.NotNull(section.Find(station.GetAttribute("href")!)));
        var ingress = Assert.Single(stations, station => station.QuerySelector("title")!.TextContent.StartsWith("endpoint ingress, passes: ", StringComparison.Ordinal));
        var number = ingress.ClassList.Single(name => name.StartsWith('h'));
        Assert.Equal("aws_security_group.endpoint", section.Find($".cell.{number} title").TextContent);
    }

    [Fact]
    public void The_hop_that_stops_it_says_why_where_and_what_to_change()
    {
        var plan = ExploredPlan.Of(Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out").Document) with
        {
            Locate = address => address == "aws_security_group.caller" ? new SourceLocation("infra/main.tf", 12) : null,
            Written = (address, attribute) => (address, attribute) == ("aws_security_group.caller", "provider") ? "aws.tokyo" : null,
        };
        var view = Maps.View(Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out")) with { Locate = plan.Locate };
        view = view with { Patches = plan.Patches([view.Path]) };

        var section = Show(view);

        Assert.Contains("Stops at the caller egress: the caller’s client gets no answer", section.Find(".verdict").TextContent, StringComparison.Ordinal);
        var finding = section.Find(".finding.blocked");
        Assert.Contains("ENI_SG_RULES_MISMATCH", finding.TextContent, StringComparison.Ordinal);
        Assert.Contains("aws_security_group.caller · egress", finding.TextContent, StringComparison.Ordinal);
        Assert.Contains("infra/main.tf:12", finding.TextContent, StringComparison.Ordinal);
        Assert.Equal("One change mends it. Judged with it: Reachable.", finding.QuerySelector(".patch")!.TextContent);
        Assert.Equal(
            """
            # new, in the folder of infra/main.tf
            resource "aws_vpc_security_group_egress_rule" "caller_to_lambda" {
              provider                     = aws.tokyo
              security_group_id            = aws_security_group.caller.id
              ip_protocol                  = "tcp"
              from_port                    = 443
              to_port                      = 443
              referenced_security_group_id = aws_security_group.endpoint.id
            }
            """,
            finding.QuerySelector("pre")!.TextContent, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void What_no_change_mends_says_why_instead_of_a_patch()
    {
        var plan = Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", Scenario.Policy("Deny", "lambda:*", "*")));
        var view = Maps.View(plan);

        var section = Show(view with { Patches = ExploredPlan.Of(plan.Document).Patches([view.Path]) });

        Assert.Contains("A Deny is somebody's decision", section.Find(".finding.blocked .patch").TextContent, StringComparison.Ordinal);
        Assert.Empty(section.FindAll(".finding pre"));
    }

    [Fact]
    public void A_path_that_is_not_decided_says_which_hop_the_plan_leaves_open()
    {
        var section = Show(Maps.View(Scenario.Endpoint.Hide("aws_vpc_endpoint.lambda", "policy")));

        Assert.Contains("Undecided", section.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("endpoint policy", section.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.NotNull(section.Find("a.station.undecided"));
    }

    private IRenderedComponent<PathSection> Show(PathView view) => Render<PathSection>(parameters => parameters.Add(section => section.View, view));
}
