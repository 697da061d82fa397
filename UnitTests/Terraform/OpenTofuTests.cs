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

    [Fact]
    public void Its_files_take_the_place_of_Terraforms_of_the_same_name()
    {
        using var folder = Both();

        var (terraform, tofu) = (ModuleTree.Read(folder.Path), ModuleTree.Read(folder.Path, TerraformProduct.OpenTofu));

        Assert.Equal(["main.tf", "names.tf.json", "network.tf"], NamesOf(terraform.RootFiles));
        Assert.Equal(["main.tofu", "names.tofu.json", "network.tf", "zones.tofu"], NamesOf(tofu.RootFiles));
        Assert.Equal([folder.At("one"), folder.At("two")], new[] { terraform, tofu }.Select(tree => tree.Modules.Keys.Last()));
    }

    [Fact]
    public void A_file_of_the_other_syntax_is_not_in_its_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.tf", "");
        folder.Write("main.tf.json", "{}");
        folder.Write("main.tofu.json", "{}");

        Assert.Equal(["main.tf", "main.tofu.json"], NamesOf(ModuleTree.Read(folder.Path, TerraformProduct.OpenTofu).RootFiles));
    }

    [Fact]
    public void A_module_of_its_files_alone_is_a_module_for_it_alone()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.tofu", "locals {}");

        Assert.Single(ModuleTree.Read(folder.Path, TerraformProduct.OpenTofu).Files);
        Assert.EndsWith("has no .tf file.", Assert.Throws<ProblemException>(() => ModuleTree.Read(folder.Path)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scratch_copy_has_what_it_reads_without_what_would_call_AWS()
    {
        using var folder = Both();
        var tree = ModuleTree.Read(folder.Path, TerraformProduct.OpenTofu);
        var workspace = Workspace.For(folder.At("artifacts"), tree.Root);

        workspace.Prepare(tree, OfflineOverride.Files(tree, "region", hasRegionInEnvironment: false));

        var main = File.ReadAllText(Path.Combine(workspace.Root, "main.tofu"));
        Assert.DoesNotContain("assume_role", main, StringComparison.Ordinal);
        Assert.Null(new FileInfo(Path.Combine(workspace.Root, "main.tofu")).LinkTarget);
        Assert.Contains("provider \"aws\" {", File.ReadAllText(Path.Combine(workspace.Root, OfflineOverride.OverrideFile)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_is_found_where_it_is_read_and_not_in_what_overrides_it()
    {
        using var folder = Both();
        folder.Write("main_override.tofu", "resource \"aws_vpc\" \"this\" {\n}\n");

        Assert.Equal(("main.tofu", 6), At(SourceMap.Read(folder.Path, folder.Path, TerraformProduct.OpenTofu)));
        Assert.Equal(("main.tf", 4), At(SourceMap.Read(folder.Path, folder.Path)));

        static (string, int) At(SourceMap map) => map.Find("aws_vpc.this") is { } at ? (at.File, at.Line) : default;
    }

    [Fact(Timeout = 180_000)]
    public async Task A_module_that_only_it_calls_is_watched()
    {
        using var outer = new TemporaryFolder();
        outer.Write("infra/main.tf", "");
        outer.Write("infra/main.tofu", "module \"shared\" {\n  source = \"../shared\"\n}\n");
        outer.Write("shared/main.tofu", "");
        using var watch = new ModuleWatch(outer.At("infra"), outer.At("artifacts"), TimeProvider.System, new PlanOptions(), product: TerraformProduct.OpenTofu);

        outer.Write("shared/main.tofu", "locals {}");

        await watch.ChangedAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Its_file_changes_the_key_of_a_plan_and_of_an_init()
    {
        using var folder = Both();
        var (plan, init) = Keys();

        folder.Write("zones.tofu", "resource \"random_pet\" \"zone\" {}\n");

        Assert.NotEqual(plan, Keys().Plan);
        Assert.NotEqual(init, Keys().Init);

        (string Plan, string Init) Keys()
        {
            var tree = ModuleTree.Read(folder.Path, TerraformProduct.OpenTofu);
            return (ConfigurationKey.OfPlan(tree, new PlanOptions(), "tofu", new Dictionary<string, string>()), ConfigurationKey.OfInit(tree, "tofu", ""));
        }
    }

    /// <summary>A module for both, as https://opentofu.org/docs/language/files/ describes it.</summary>
    private static TemporaryFolder Both()
    {
        var folder = new TemporaryFolder();
        folder.Write("main.tf", "module \"network\" {\n  source = \"./one\"\n}\nresource \"aws_vpc\" \"this\" {\n}\n");
        folder.Write("main.tofu", """
            provider "aws" {
              assume_role {
                role_arn = "arn:aws:iam::123456789012:role/deploy"
              }
            }
            resource "aws_vpc" "this" {
            }
            module "network" {
              source = "./two"
            }
            """);
        folder.Write("names.tf.json", "{}");
        folder.Write("names.tofu.json", "{}");
        folder.Write("network.tf", "");
        folder.Write("zones.tofu", "");
        folder.Write("one/main.tf", "");
        folder.Write("two/main.tf", "");
        return folder;
    }

    private static IEnumerable<string?> NamesOf(IEnumerable<HclFile> files) => files.Select(file => Path.GetFileName(file.Path));

    private static Dictionary<string, string> PathOf(TemporaryFolder folder) => new() { ["PATH"] = folder.Path };

    private static void Skip() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Scripts and links are Unix's.");
}
