using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class ProviderTests
{
    [Fact]
    public void A_mirror_is_found_at_shallow_depth()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("share", "plugins", "registry.terraform.io", "hashicorp", "aws"));
        Directory.CreateDirectory(folder.At("share", "a", "b", "c", "d", "registry.terraform.io"));

        Assert.Equal([folder.At("share", "plugins")], ProviderMirror.Find([folder.At("share"), folder.At("missing"), ""], TerraformProduct.Terraform.Registry));
    }

    [Fact]
    public void A_mirror_serves_the_registry_and_nothing_else() => Assert.Equal(
        """
        provider_installation {
          filesystem_mirror {
            path    = "/mirror"
            include = ["registry.terraform.io/*/*"]
          }
          direct {
            exclude = ["registry.terraform.io/*/*"]
          }
        }

        """,
        ProviderMirror.Configuration(["/mirror"], TerraformProduct.Terraform.Registry));

    [Fact]
    public void Requirements_are_read_from_any_module()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.tf", """
            terraform {
              required_providers {
                aws = {
                  source  = "hashicorp/aws"
                  version = ">= 5.0, < 6.0"
                }
                foo = { source = "acme/foo", version = "~> 1.0" }
              }
            }
            module "m" { source = "./m" }
            """);
        folder.Write("m/main.tf", """terraform { required_providers { random = {} } }""");

        var required = ProviderRequirement.In(ModuleTree.Read(folder.Path));

        Assert.Equal(["hashicorp/aws >= 5.0, < 6.0", "acme/foo ~> 1.0", "hashicorp/random"], required.Select(provider => provider.ToString()));
    }
}
