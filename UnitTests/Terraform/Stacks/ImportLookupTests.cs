using System.Text;
using System.Text.Json;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class ImportLookupTests
{
    [Fact]
    public void A_rule_is_the_one_of_its_group_that_lets_the_same_pass()
    {
        var lookup = Of("aws_vpc_security_group_egress_rule", """
            {"security_group_id":"sg-1","ip_protocol":"tcp","from_port":443,"to_port":443,"referenced_security_group_id":"sg-2","cidr_ipv4":null}
            """)!;

        Assert.Equal(
            """
            one([for id, rule in data.aws_vpc_security_group_rule.x : id if rule.is_egress == true && rule.ip_protocol == "tcp" && try(reverse(split("/", rule.referenced_security_group_id))[0], "") == "sg-2" && rule.from_port == 443 && rule.to_port == 443])
            """,
            lookup.Expression("aws_vpc_security_group_egress_rule", "x"));
        Assert.Equal(
            """
            data "aws_vpc_security_group_rules" "x" {
              filter {
                name   = "group-id"
                values = ["sg-1"]
              }
            }

            data "aws_vpc_security_group_rule" "x" {
              for_each               = toset(data.aws_vpc_security_group_rules.x.ids)
              security_group_rule_id = each.value
            }


            """.ReplaceLineEndings("\n"),
            Text(lookup, "aws_vpc_security_group_egress_rule"));
    }

    [Fact]
    public void A_rule_for_all_traffic_has_no_ports() => Assert.EndsWith(
        "rule.is_egress == false && rule.ip_protocol == \"-1\" && rule.cidr_ipv4 == \"0.0.0.0/0\"])",
        Of("aws_vpc_security_group_ingress_rule", """{"security_group_id":"sg-1","ip_protocol":"-1","cidr_ipv4":"0.0.0.0/0","from_port":null}""")!
            .Expression("aws_vpc_security_group_ingress_rule", "x"),
        StringComparison.Ordinal);

    [Fact]
    public void A_rule_whose_peer_is_not_known_is_not_looked_up() =>
        Assert.Null(Of("aws_vpc_security_group_ingress_rule", """{"security_group_id":"sg-1","ip_protocol":"tcp","from_port":443,"to_port":443}"""));

    [Fact]
    public void The_default_group_is_a_group_of_that_name() => Assert.Equal(
        "data \"aws_security_group\" \"x\" {\n  vpc_id = \"vpc-1\"\n  name = \"default\"\n}\n\n",
        Text(Of("aws_default_security_group", """{"vpc_id":"vpc-1"}""")!, "aws_default_security_group"));

    [Fact]
    public void A_gateway_is_the_one_of_its_VPC() => Assert.Contains(
        "name   = \"attachment.vpc-id\"\n    values = [\"vpc-1\"]",
        Text(Of("aws_internet_gateway", """{"vpc_id":"vpc-1"}""")!, "aws_internet_gateway"),
        StringComparison.Ordinal);

    [Fact]
    public void A_route_table_is_told_by_its_tags_alone()
    {
        Assert.Contains("tags = { \"Name\" = \"private\" }", Text(Of("aws_route_table", """{"vpc_id":"vpc-1","tags":{"Name":"private"}}""")!, "aws_route_table"), StringComparison.Ordinal);
        Assert.Null(Of("aws_route_table", """{"vpc_id":"vpc-1","tags":null}"""));
    }

    /// <summary>Somebody else's may look the same.</summary>
    [Theory]
    [InlineData("aws_vpc")]
    [InlineData("aws_eip")]
    public void What_nothing_tells_apart_is_not_looked_up(string type) =>
        Assert.Null(Of(type, """{"cidr_block":"10.0.0.0/16","tags":{"Name":"a"}}"""));

    private static ImportLookup? Of(string type, string after)
    {
        using var json = JsonDocument.Parse(after);
        return ImportLookup.Of(type, json.RootElement);
    }

    private static string Text(ImportLookup lookup, string type)
    {
        var text = new StringBuilder();
        lookup.Write(text, type, "x");
        return text.ToString();
    }
}
