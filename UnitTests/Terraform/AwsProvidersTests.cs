using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

/// <summary>One provider process has one configuration: where there are more, each command starts its own.</summary>
public sealed class AwsProvidersTests
{
    private const string Vpc = "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";

    [Theory]
    [InlineData("provider \"aws\" {\n  region = \"eu-west-1\"\n}\n", true)]
    [InlineData("", true)]
    [InlineData("provider \"aws\" {}\nprovider \"aws\" {\n  alias = \"west\"\n}\n", false)]
    [InlineData("terraform {\n  required_providers {\n    aws = { source = \"hashicorp/aws\" }\n  }\n}\n", true)]
    [InlineData("terraform {\n  required_providers {\n    amazon = { source = \"hashicorp/aws\" }\n  }\n}\n", false)]
    public void A_root_module_has_one_configuration_of_the_provider_or_several(string blocks, bool areOne)
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", blocks + Vpc);

        Assert.Equal(areOne, AwsProviders.AreOne(ModuleTree.Read(folder.At("infra")), []));
    }

    [Fact]
    public void A_module_can_have_another_configuration()
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", "module \"m\" {\n  source = \"./m\"\n}\n" + Vpc);
        folder.Write("infra/m/main.tf", "provider \"aws\" {\n  region = \"us-east-1\"\n}\n");

        Assert.False(AwsProviders.AreOne(ModuleTree.Read(folder.At("infra")), []));
    }

    [Fact]
    public void A_downloaded_module_can_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", Vpc);
        var downloaded = HclFile.Read(folder.Write("modules/main.tf", "provider \"aws\" {}\n"));

        Assert.False(AwsProviders.AreOne(ModuleTree.Read(folder.At("infra")), [downloaded]));
    }

    [Fact]
    public void A_configuration_without_AWS_has_none()
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", "resource \"terraform_data\" \"this\" {}\n");

        Assert.False(AwsProviders.AreOne(ModuleTree.Read(folder.At("infra")), []));
    }

    [Fact]
    public void Every_type_that_is_written_anywhere_is_one()
    {
        var types = AwsProviders.Types(["resource \"aws_vpc\" \"this\" {}\nmoved {\n  from = aws_eip.old\n}\n", "{ \"data\": { \"aws_region\": {} } }"]);

        Assert.Equal(["aws_eip", "aws_region", "aws_vpc"], types.Order());
    }
}
