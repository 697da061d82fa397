using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class UnreadValuesTests
{
    [Theory]
    [InlineData("a = ephemeral.aws_ssm_parameter.p.value", "a = jsondecode(terraform_data.private_invoke_unread.output).value")]
    [InlineData("a = ephemeral.aws_ssm_parameter.p[0].value", "a = jsondecode(terraform_data.private_invoke_unread.output)[0].value")]
    [InlineData("  depends_on = [ephemeral.aws_ssm_parameter.p]", "  depends_on = [terraform_data.private_invoke_unread]")]
    [InlineData("a = ephemeral.random_password.p.result", "a = ephemeral.random_password.p.result")]
    [InlineData("a = module.ephemeral.aws_ssm_parameter.p", "a = module.ephemeral.aws_ssm_parameter.p")]
    public void A_reference_to_what_is_not_read_is_a_value_that_only_an_apply_tells(string text, string freed)
    {
        using var folder = new TemporaryFolder();
        var file = HclFile.Read(folder.Write("main.tf", """
            ephemeral "aws_ssm_parameter" "p" {}
            ephemeral "random_password" "p" {}
            """));

        Assert.Equal(freed, UnreadValues.Free([file], text));
    }
}
