using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class UnreadValuesTests
{
    [Theory]
    [InlineData("a = ephemeral.aws_ssm_parameter.p.value", "a = jsondecode(terraform_data.private_invoke_unread.output).value")]
    [InlineData("a = ephemeral.aws_ssm_parameter.p[0].value", "a = jsondecode(terraform_data.private_invoke_unread.output)[0].value")]
    [InlineData("a = data.terraform_remote_state.net.outputs.ids[*]", "a = jsondecode(terraform_data.private_invoke_unread.output).outputs.ids[*]")]
    [InlineData("  depends_on = [data.terraform_remote_state.net]", "  depends_on = [terraform_data.private_invoke_unread]")]
    [InlineData("a = data.terraform_remote_state.local.outputs.a", "a = data.terraform_remote_state.local.outputs.a")]
    [InlineData("a = ephemeral.random_password.p.result", "a = ephemeral.random_password.p.result")]
    [InlineData("a = module.data.terraform_remote_state.net", "a = module.data.terraform_remote_state.net")]
    public void A_reference_to_what_is_not_read_is_a_value_that_only_an_apply_tells(string text, string freed)
    {
        using var folder = new TemporaryFolder();
        var file = HclFile.Read(folder.Write("main.tf", """
            ephemeral "aws_ssm_parameter" "p" {}
            ephemeral "random_password" "p" {}
            data "terraform_remote_state" "net" { backend = "s3" }
            data "terraform_remote_state" "local" { backend = "local" }
            """));

        Assert.Equal(freed, UnreadValues.Free([file], text));
    }

    [Fact]
    public void Only_a_module_that_has_some_gets_the_resource_that_stands_for_them()
    {
        using var folder = new TemporaryFolder();

        Assert.Empty(UnreadValues.Source([HclFile.Read(folder.Write("main.tf", "resource \"aws_vpc\" \"this\" {}"))]));
        Assert.NotEmpty(UnreadValues.Source([HclFile.Read(folder.Write("state.tf", "data \"terraform_remote_state\" \"net\" { backend = \"s3\" }"))]));
    }
}
