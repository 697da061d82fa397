using PrivateInvoke.Explorer.Report;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class FixSnippetTests
{
    [Fact]
    public void A_resource_to_add_is_its_block() => Assert.Equal(
        """
        resource "aws_vpc_endpoint" "this" {
          vpc_id              = aws_vpc.main.id
          service_name        = "com.amazonaws.us-east-1.lambda"
          private_dns_enabled = true
        }
        """.ReplaceLineEndings("\n"),
        FixSnippet.Of("Add resource \"aws_vpc_endpoint\" with vpc_id = aws_vpc.main.id, service_name = \"com.amazonaws.us-east-1.lambda\", private_dns_enabled = true."));

    [Fact]
    public void What_the_sentence_only_describes_is_a_comment() => Assert.Contains(
        "\n  # the endpoint's group as referenced_security_group_id\n",
        FixSnippet.Of("Add resource \"aws_vpc_security_group_egress_rule\" with security_group_id = aws_security_group.caller.id, the endpoint's group as referenced_security_group_id, from_port = 443."),
        StringComparison.Ordinal);

    [Fact]
    public void An_argument_to_change_is_shown_in_its_resource() => Assert.Equal(
        "resource \"aws_vpc_endpoint\" \"lambda\" {\n  # …\n  private_dns_enabled = true\n}",
        FixSnippet.Of("Set private_dns_enabled = true on module.network.aws_vpc_endpoint.lambda."));

    [Fact]
    public void Advice_that_is_no_block_stays_a_sentence() => Assert.Null(FixSnippet.Of("Raise timeout of aws_lambda_function.caller above 15."));
}
