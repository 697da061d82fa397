using System.Text.Json;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class StackOutputTests
{
    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("12", "12")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("[\n  \"ä\",\n  1\n]", "[\"ä\",1]")]
    public void An_environment_variable_gets_its_text(string json, string expected) =>
        Assert.Equal(expected, new StackOutput(JsonDocument.Parse(json).RootElement, IsSensitive: false).Text);

    [Fact]
    public void A_sensitive_one_is_in_no_message()
    {
        var output = new StackOutput(JsonDocument.Parse("\"hush\"").RootElement, IsSensitive: true);

        Assert.Equal("hush (sensitive)", $"{output.Text} {output}");
    }

    [Fact]
    public void What_a_killed_apply_made_is_read_up_to_the_line_it_was_killed_in()
    {
        string[] lines =
        [
            """{"type":"apply_start","hook":{"resource":{"addr":"aws_vpc.a"},"action":"create"}}""",
            """{"type":"apply_complete","hook":{"resource":{"addr":"aws_vpc.a","resource_type":"aws_vpc"},"action":"create","id_key":"id","id_value":"vpc-1"}}""",
            """{"type":"apply_complete","hook":{"resource":{"addr":"aws_vpc.b"},"action":"update","id_key":"id","id_value":"vpc-2"}}""",
            """{"type":"apply_start","hook":{"resource":{"addr":"aws_iam_role.c","resource_type":"aws_iam_role"},"action":"create"}}""",
            """{"type":"apply_start","hook":{"resource":{"addr":"aws_iam_role.d","resource_type":"aws_iam_role"},"action":"create"}}""",
            """{"type":"apply_errored","hook":{"resource":{"addr":"aws_iam_role.d","resource_type":"aws_iam_role"},"action":"create"}}""",
            """{"type":"apply_compl""",
        ];

        Assert.Equal(
            [new MadeResource("aws_vpc.a", "aws_vpc", "vpc-1"), new MadeResource("aws_iam_role.c", "aws_iam_role", "") { IsDone = false }],
            MadeResources.Read(lines));
    }

    [Fact]
    public void By_what_a_resource_is_imported_a_plan_tells_where_the_killed_apply_did_not()
    {
        MadeResource[] made =
        [
            new("aws_route_table_association.a", "aws_route_table_association", "rtbassoc-1"),
            new("aws_iam_role_policy_attachment.b", "aws_iam_role_policy_attachment", "r-2026"),
            new("aws_lambda_permission.c", "aws_lambda_permission", "s"),
            new("aws_lambda_function.d", "aws_lambda_function", "") { IsDone = false },
            new("aws_security_group.e", "aws_security_group", "") { IsDone = false },
            new("aws_vpc.f", "aws_vpc", "") { IsDone = false },
        ];
        var plan = JsonDocument.Parse("""
            {"resource_changes":[
              {"address":"aws_route_table_association.a","change":{"after":{"subnet_id":"subnet-1","route_table_id":"rtb-1","gateway_id":null}}},
              {"address":"aws_iam_role_policy_attachment.b","change":{"after":{"role":"r","policy_arn":"arn:aws:iam::aws:policy/P"}}},
              {"address":"aws_lambda_permission.c","change":{"after":{"statement_id":"s"},"after_unknown":{"function_name":true}}},
              {"address":"aws_lambda_function.d","change":{"after":{"function_name":"quotes"}}},
              {"address":"aws_security_group.e","change":{"after":{"vpc_id":"vpc-1","name":"caller"}}},
              {"address":"aws_vpc.f","change":{"after":{"cidr_block":"10.0.0.0/16"}}},
              {"address":"aws_vpc.g","change":{"after":null}}]}
            """);

        var told = ImportId.Of(made, plan.RootElement);

        Assert.All(made, resource => Assert.True(ImportId.IsToldByPlan(resource)));
        Assert.False(ImportId.IsToldByPlan(new MadeResource("aws_vpc.g", "aws_vpc", "vpc-1")));
        Assert.Equal(
            [made[0] with { Id = "subnet-1/rtb-1" }, made[1] with { Id = "r/arn:aws:iam::aws:policy/P" }, made[3] with { Id = "quotes" }],
            told.Take(3));
        Assert.Equal([("vpc_id", "vpc-1"), ("name", "caller")], Assert.Single(told.Skip(3)).Lookup!.Arguments);
    }
}
