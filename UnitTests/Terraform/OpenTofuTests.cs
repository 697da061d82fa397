using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class OpenTofuTests
{
    [Fact]
    public void Tofu_is_taken_where_there_is_no_terraform()
    {
        Skip();
        using var folder = new TemporaryFolder();
        var tofu = folder.Script("tofu", "exit 0");

        Assert.Equal(tofu, TerraformExecutable.Locate(null, PathOf(folder)));
        var terraform = folder.Script("terraform", "exit 0");
        Assert.Equal(terraform, TerraformExecutable.Locate(null, PathOf(folder)));
        Assert.Equal(tofu, TerraformExecutable.Locate("tofu", PathOf(folder)));
    }

    [Fact]
    public void A_program_is_OpenTofu_by_its_name_or_by_that_of_what_it_links_to()
    {
        Skip();
        using var folder = new TemporaryFolder();
        var tofu = folder.Script("tofu", "exit 0");
        var link = folder.At("terraform");
        File.CreateSymbolicLink(link, tofu);

        Assert.Equal(TerraformProduct.OpenTofu, TerraformProduct.Of(tofu));
        Assert.Equal(TerraformProduct.OpenTofu, TerraformProduct.Of(link));
        Assert.Equal(TerraformProduct.Terraform, TerraformProduct.Of(folder.Script("terraform-1.13", "exit 0")));
    }

    [Fact]
    public void Each_has_an_oldest_version_of_its_own()
    {
        var problem = Assert.Throws<ProblemException>(() => TerraformExecutable.RequireSupported("tofu", new Version(1, 7, 3)));

        Assert.StartsWith("'tofu' is OpenTofu 1.7.3; 1.8 is the oldest", problem.Problem, StringComparison.Ordinal);
        TerraformExecutable.RequireSupported("tofu", new Version(1, 8, 0));
    }

    [Fact]
    public void Its_overrides_do_not_say_when_they_count()
    {
        var vpc = new RawResource
        {
            Address = "aws_vpc.this",
            Type = "aws_vpc",
            Name = "this",
            Values = new PlannedObject(new Dictionary<string, PlannedValue> { ["id"] = PlannedValue.Unknown.Instance }),
        };
        var symbols = new ResourceSymbols(vpc, schema: null, "eu-west-1");

        Assert.DoesNotContain("override_during", OverrideFile.Write([symbols], TerraformProduct.OpenTofu), StringComparison.Ordinal);
        Assert.Contains("override_during = plan", OverrideFile.Write([symbols], TerraformProduct.Terraform), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_providers_come_from_its_own_registry()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("share", "plugins", "registry.opentofu.org", "hashicorp", "aws"));

        Assert.Equal([folder.At("share", "plugins")], ProviderMirror.Find([folder.At("share")], TerraformProduct.OpenTofu.Registry));
        Assert.Empty(ProviderMirror.Find([folder.At("share")], TerraformProduct.Terraform.Registry));
        Assert.Contains("include = [\"registry.opentofu.org/*/*\"]", ProviderMirror.Configuration(["/mirror"], TerraformProduct.OpenTofu.Registry), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> PathOf(TemporaryFolder folder) => new() { ["PATH"] = folder.Path };

    private static void Skip() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Scripts and links are Unix's.");
}
