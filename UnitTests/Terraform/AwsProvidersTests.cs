using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class AwsProvidersTests
{
    [Theory]
    [InlineData("resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n", true)]
    [InlineData("data \"aws_region\" \"this\" {}\n", true)]
    [InlineData("resource \"terraform_data\" \"this\" {}\n", false)]
    public void A_configuration_uses_the_provider_where_it_has_anything_of_it(string block, bool areUsed)
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", block);

        Assert.Equal(areUsed, AwsProviders.AreUsed(ModuleTree.Read(folder.At("infra"))));
    }

    [Fact]
    public void Every_type_that_is_written_anywhere_is_one()
    {
        var types = AwsProviders.Types(["resource \"aws_vpc\" \"this\" {}\nmoved {\n  from = aws_eip.old\n}\n", "{ \"data\": { \"aws_region\": {} } }"]);

        Assert.Equal(["aws_eip", "aws_region", "aws_vpc"], types.Order());
    }
}
