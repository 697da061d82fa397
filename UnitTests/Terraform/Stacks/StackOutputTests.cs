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
            """{"type":"apply_complete","hook":{"resource":{"addr":"aws_vpc.a"},"action":"create","id_key":"id","id_value":"vpc-1"}}""",
            """{"type":"apply_complete","hook":{"resource":{"addr":"aws_vpc.b"},"action":"update","id_key":"id","id_value":"vpc-2"}}""",
            """{"type":"apply_compl""",
        ];

        Assert.Equal([new MadeResource("aws_vpc.a", "vpc-1")], MadeResources.Read(lines));
    }
}
