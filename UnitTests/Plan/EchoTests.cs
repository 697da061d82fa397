using System.Text;
using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>A state tells of a group's rules twice: a plan that takes one of them away leaves the other.</summary>
public sealed class EchoTests
{
    private const string NoSources = """ "ipv6_cidr_blocks":[],"prefix_list_ids":[],"security_groups":[],"self":false """;

    public static TheoryData<string, string, string, string, string, string> Cases => new()
    {
        {
            "aws_vpc_security_group_egress_rule", """{"security_group_id":"sg-1","ip_protocol":"tcp","from_port":443,"to_port":443,"cidr_ipv4":"10.0.0.0/16"}""",
            "aws_security_group", "egress",
            $$"""[{"protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":["10.0.0.0/16"],{{NoSources}}},{"protocol":"tcp","from_port":80,"to_port":80,"cidr_blocks":["10.0.0.0/16"],{{NoSources}}}]""",
            "80 10.0.0.0/16"
        },
        {
            "aws_vpc_security_group_ingress_rule", """{"security_group_id":"sg-1","ip_protocol":"-1","cidr_ipv4":"10.1.0.0/16"}""",
            "aws_security_group", "ingress",
            $$"""[{"protocol":"-1","from_port":0,"to_port":0,"cidr_blocks":["10.0.0.0/16","10.1.0.0/16"],{{NoSources}}}]""",
            "0 10.0.0.0/16"
        },
        {
            "aws_vpc_security_group_egress_rule", """{"security_group_id":"sg-1","ip_protocol":"tcp","from_port":443,"to_port":443,"referenced_security_group_id":"sg-1"}""",
            "aws_security_group", "egress",
            """[{"protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":[],"security_groups":["sg-2"],"self":true}]""",
            "443 sg-2"
        },
        {
            "aws_security_group_rule", """{"security_group_id":"sg-1","type":"egress","protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":["10.0.0.0/16","10.1.0.0/16"],"self":true}""",
            "aws_default_security_group", "egress",
            """[{"protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":["10.0.0.0/16","10.1.0.0/16"],"security_groups":[],"self":true}]""",
            ""
        },
        {
            "aws_security_group_rule", """{"security_group_id":"sg-1","type":"ingress","protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":["10.0.0.0/16"]}""",
            "aws_security_group", "egress",
            $$"""[{"protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":["10.0.0.0/16"],{{NoSources}}}]""",
            "443 10.0.0.0/16"
        },
        {
            "aws_route", """{"route_table_id":"sg-1","destination_cidr_block":"0.0.0.0/0","nat_gateway_id":"nat-1"}""",
            "aws_route_table", "route", """[{"cidr_block":"0.0.0.0/0","nat_gateway_id":"nat-1"},{"cidr_block":"10.2.0.0/16","transit_gateway_id":"tgw-1"}]""",
            "10.2.0.0/16 tgw-1"
        },
        {
            "aws_network_acl_rule", """{"network_acl_id":"sg-1","egress":true,"rule_number":100,"rule_action":"allow"}""",
            "aws_network_acl", "egress", """[{"rule_no":100,"action":"allow"},{"rule_no":200,"action":"deny"}]""",
            "200 deny"
        },
        {
            "aws_network_acl_rule", """{"network_acl_id":"sg-1","egress":true,"rule_number":100,"rule_action":"allow"}""",
            "aws_network_acl", "ingress", """[{"rule_no":100,"action":"allow"}]""",
            "100 allow"
        },
        { "aws_network_acl_association", """{"network_acl_id":"sg-1","subnet_id":"subnet-1"}""", "aws_network_acl", "subnet_ids", """["subnet-1","subnet-2"]""", "subnet-2" },
        {
            "aws_main_route_table_association", """{"vpc_id":"sg-1","route_table_id":"rtb-2","original_route_table_id":"rtb-1"}""",
            "aws_vpc", "main_route_table_id", "\"rtb-2\"", "rtb-1"
        },
        { "aws_internet_gateway_attachment", """{"internet_gateway_id":"sg-1","vpc_id":"vpc-1"}""", "aws_internet_gateway", "vpc_id", "\"vpc-1\"", "" },
        { "aws_ec2_managed_prefix_list_entry", """{"prefix_list_id":"sg-1","cidr":"10.0.0.0/8"}""", "aws_ec2_managed_prefix_list", "entry", """[{"cidr":"10.0.0.0/8"},{"cidr":"172.16.0.0/12"}]""", "172.16.0.0/12" },
        { "aws_vpc_endpoint_policy", """{"vpc_endpoint_id":"sg-1","policy":"{}"}""", "aws_vpc_endpoint", "policy", "\"{}\"", "" },
        { "aws_vpc_endpoint_subnet_association", """{"vpc_endpoint_id":"sg-1","subnet_id":"subnet-1"}""", "aws_vpc_endpoint", "subnet_ids", """["subnet-1"]""", "" },
        { "aws_vpc_endpoint_subnet_association", """{"vpc_endpoint_id":"sg-1","subnet_id":"subnet-1"}""", "aws_vpc_endpoint", "subnet_configuration", """[{"subnet_id":"subnet-1"}]""", "" },
        { "aws_vpc_endpoint_security_group_association", """{"vpc_endpoint_id":"sg-1","security_group_id":"sg-2"}""", "aws_vpc_endpoint", "security_group_ids", """["sg-2","sg-3"]""", "sg-3" },
        { "aws_vpc_endpoint_route_table_association", """{"vpc_endpoint_id":"sg-1","route_table_id":"rtb-1"}""", "aws_vpc_endpoint", "route_table_ids", """["rtb-1"]""", "" },
        { "aws_iam_role_policy", """{"role":"sg-1","name":"invoke","policy":"{}"}""", "aws_iam_role", "inline_policy", """[{"name":"invoke"},{"name":"logs"}]""", "logs" },
        { "aws_iam_role_policy_attachment", """{"role":"sg-1","policy_arn":"arn:a"}""", "aws_iam_role", "managed_policy_arns", """["arn:a","arn:b"]""", "arn:b" },
        { "aws_iam_policy_attachment", """{"roles":["other","sg-1"],"policy_arn":"arn:a"}""", "aws_iam_role", "managed_policy_arns", """["arn:a"]""", "" },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Cases))]
    public async Task What_a_plan_takes_away_is_told_of_nowhere_any_more(string type, string former, string teller, string attribute, string told, string left)
    {
        Assert.Equal(left, await TellsAsync(Plan("delete", type, former, teller, attribute, told)));
        Assert.Equal(left, await TellsAsync(Plan("update", type, former, teller, attribute, told)));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_only_forgotten_is_told_of_as_before() => Assert.Equal(
        "arn:a", await TellsAsync(Plan("forget", "aws_iam_role_policy_attachment", """{"role":"sg-1","policy_arn":"arn:a"}""", "aws_iam_role", "managed_policy_arns", """["arn:a"]""")));

    [Fact(Timeout = 60_000)]
    public async Task A_policy_that_stays_speaks_for_itself_where_its_role_tells_of_a_former_one() => Assert.Equal(
        "logs", await TellsAsync(Plan("no-op", "aws_iam_role_policy", """{"role":"sg-1","name":"invoke","policy":"{}"}""", "aws_iam_role", "inline_policy", """[{"name":"invoke"},{"name":"logs"}]""")));

    [Fact(Timeout = 60_000)]
    public async Task What_belongs_to_another_stays() => Assert.Equal(
        "arn:a", await TellsAsync(Plan("delete", "aws_iam_role_policy_attachment", """{"role":"other","policy_arn":"arn:a"}""", "aws_iam_role", "managed_policy_arns", """["arn:a"]""")));

    [Fact(Timeout = 60_000)]
    public async Task What_the_configuration_takes_over_stays() => Assert.Equal(
        "arn:a", await TellsAsync(Plan(
            "delete", "aws_iam_role_policy_attachment", """{"role":"sg-1","policy_arn":"arn:a"}""", "aws_iam_role", "managed_policy_arns", """["arn:a"]""",
            """{"root_module":{"resources":[{"address":"aws_iam_role.teller","mode":"managed","type":"aws_iam_role","name":"teller","expressions":{"managed_policy_arns":{}}}]}}""")));

    private static string Plan(string action, string type, string former, string teller, string attribute, string told, string configuration = "{}") =>
        $$"""
        {"format_version":"1.2","configuration":{{configuration}},"resource_changes":[
          {"address":"{{type}}.gone","mode":"managed","type":"{{type}}","name":"gone","change":
            {"actions":["{{action}}"],"before":{{former}},"after":{{(action is "update" or "no-op" ? former : "null")}} } },
          {"address":"{{teller}}.teller","mode":"managed","type":"{{teller}}","name":"teller","change":
            {"actions":["no-op"],"after":{"id":"sg-1","{{attribute}}":{{told}} } } }]}
        """;

    /// <summary>What is left, in a line.</summary>
    private static async Task<string> TellsAsync(string json)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var plan = await PlanReader.ReadAsync(text, "plan.json", TestContext.Current.CancellationToken);
        var teller = plan.Resources.Single(resource => resource.Address.EndsWith(".teller", StringComparison.Ordinal));
        return string.Join(' ', teller.Values.Attributes.Where(attribute => attribute.Key != "id").SelectMany(attribute => Texts(attribute.Value)));
    }

    private static IEnumerable<string> Texts(PlannedValue value) => value switch
    {
        PlannedValue.Text text => [text.Value],
        PlannedValue.Number number => [JsonSerializer.Serialize(number.Value)],
        PlannedValue.List list => list.Items.SelectMany(Texts),
        PlannedValue.Object block => block.Value.Attributes.Where(attribute => attribute.Key is not ("protocol" or "to_port")).SelectMany(attribute => Texts(attribute.Value)),
        _ => [],
    };
}
