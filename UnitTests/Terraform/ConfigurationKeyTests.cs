using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class ConfigurationKeyTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void The_same_configuration_has_the_same_key()
    {
        using var folder = Configuration();

        Assert.Equal(KeyOf(folder), KeyOf(folder));
    }

    [Theory]
    [InlineData("infra/main.tf", "# changed")]
    [InlineData("infra/added.tf", "")]
    [InlineData("infra/terraform.tfvars", "a = 1")]
    [InlineData("infra/modules/m/main.tf", "# changed")]
    [InlineData("infra/modules/m/policy.json", "changed")]
    [InlineData("infra/modules/m/each/new.json", "new")]
    [InlineData("infra/modules/m/template.tftpl", "new")]
    [InlineData("infra/notes.md", "new")]
    [InlineData("infra/.terraform/modules/registry.m/main.tf", "# changed")]
    [InlineData("shared/data.json", "changed")]
    public void A_file_that_a_plan_depends_on_changes_the_key(string name, string text)
    {
        using var folder = Configuration();
        var before = KeyOf(folder);

        folder.Write(name, text);

        Assert.NotEqual(before, KeyOf(folder));
    }

    [Theory]
    [InlineData("infra/.main.tf.swp")]
    [InlineData("infra/terraform.tfstate")]
    [InlineData("infra/.terraform/providers/provider")]
    [InlineData("elsewhere/main.tf")]
    public void Any_other_file_does_not(string name)
    {
        using var folder = Configuration();
        var before = KeyOf(folder);

        folder.Write(name, "changed");

        Assert.Equal(before, KeyOf(folder));
    }

    [Fact]
    public void That_a_package_is_there_changes_the_key_and_its_bytes_do_not()
    {
        using var folder = Configuration();
        folder.Write("infra/main.tf", """locals { hash = filebase64sha256("package.zip") }""");
        var missing = KeyOf(folder);

        folder.Write("infra/package.zip", "one");
        var one = KeyOf(folder);
        folder.Write("infra/package.zip", "another");

        Assert.NotEqual(missing, one);
        Assert.Equal(one, KeyOf(folder));
    }

    [Fact]
    public void Variables_change_the_key()
    {
        using var folder = Configuration();
        var tree = ModuleTree.Read(folder.At("infra"));
        var given = new PlanOptions { Variables = new Dictionary<string, string> { ["a"] = "1" } };
        var inherited = new Dictionary<string, string> { ["TF_VAR_a"] = "1" };

        string[] keys =
        [
            KeyOf(folder),
            ConfigurationKey.OfPlan(tree, given, "terraform", Nothing),
            ConfigurationKey.OfPlan(tree, new PlanOptions(), "terraform", inherited),
            ConfigurationKey.OfPlan(tree, new PlanOptions(), "other", Nothing),
        ];

        Assert.Equal(4, keys.Distinct().Count());
    }

    [Fact]
    public void Init_depends_on_providers_and_modules_alone()
    {
        using var folder = Configuration();
        var before = ConfigurationKey.OfInit(ModuleTree.Read(folder.At("infra")), "terraform", "");

        folder.Write("infra/modules/m/main.tf", """variable "x" {}""");
        Assert.Equal(before, ConfigurationKey.OfInit(ModuleTree.Read(folder.At("infra")), "terraform", ""));

        folder.Write("infra/outputs.tf", "output \"more\" {\n  value = 1\n}\n");
        Assert.Equal(before, ConfigurationKey.OfInit(ModuleTree.Read(folder.At("infra")), "terraform", ""));

        folder.Write("infra/modules/m/main.tf", """resource "random_pet" "x" {}""");
        Assert.NotEqual(before, ConfigurationKey.OfInit(ModuleTree.Read(folder.At("infra")), "terraform", ""));
    }

    [Theory]
    [InlineData("f = \"../shared/policy.json\"")]
    [InlineData("f = [{ file = \"../shared/policy.json\" }]")]
    [InlineData("folder = \"../shared\"")]
    public void A_file_that_a_variables_value_names_changes_the_key(string values)
    {
        using var folder = Configuration();
        folder.Write("infra/terraform.tfvars", values);
        folder.Write("shared/policy.json", "allow");
        var before = KeyOf(folder);

        folder.Write("shared/policy.json", "deny");

        Assert.NotEqual(before, KeyOf(folder));
    }

    [Fact]
    public void A_file_that_a_variable_of_the_command_line_names_changes_the_key()
    {
        using var folder = Configuration();
        folder.Write("shared/policy.json", "allow");
        var given = new PlanOptions { Variables = new Dictionary<string, string> { ["f"] = "../shared/policy.json" } };
        string Key() => ConfigurationKey.OfPlan(ModuleTree.Read(folder.At("infra")), given, "terraform", Nothing);
        var before = Key();

        folder.Write("shared/policy.json", "deny");

        Assert.NotEqual(before, Key());
    }

    [Fact]
    public void A_link_that_leads_back_up_is_walked_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        using var folder = Configuration();
        Directory.CreateSymbolicLink(folder.At("infra/modules/up"), folder.At("infra"));

        Assert.Equal(KeyOf(folder), KeyOf(folder));
    }

    [Theory]
    [InlineData("""file("${path.module}/policy.json")""")]
    [InlineData("""file("${path.module}/policies/${each.key}.json")""")]
    [InlineData("""[for f in fileset(path.module, "*.json") : f]""")]
    [InlineData("""[for f in fileset("${path.module}/policies", "*.json") : file("${path.module}/policies/${f}")]""")]
    [InlineData("""file(var.f)""")]
    [InlineData("""filebase64sha256(local.zip)""")]
    [InlineData("""fileexists(local.zip) ? filebase64sha256(local.zip) : null""")]
    [InlineData("""file("${var.folder}/policy.json")""", false)]
    [InlineData("""file("${path.module}/${var.f}/../../policy.json")""", false)]
    [InlineData("""file(join("/", [var.folder, "policy.json"]))""", false)]
    [InlineData("""file(pathexpand("~/policy.json"))""", false)]
    [InlineData("""templatefile("${path.module}/../../elsewhere/${var.f}", {})""", false)]
    public void A_path_that_may_lie_anywhere_leaves_the_inputs_unknown(string expression, bool known = true)
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", $"locals {{\n  a = {expression}\n}}\n");

        Assert.Equal(known, PlanInputs.AreKnown(ModuleTree.Read(folder.At("infra"))));
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("external", false)]
    [InlineData("terraform_remote_state", false)]
    [InlineData("vault_generic_secret", false)]
    [InlineData("aws_caller_identity", true)]
    public void A_data_source_that_reads_what_is_no_file_leaves_the_inputs_unknown(string type, bool known)
    {
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", $"data \"{type}\" \"this\" {{}}\n");

        Assert.Equal(known, PlanInputs.AreKnown(ModuleTree.Read(folder.At("infra"))));
    }

    private static string KeyOf(TemporaryFolder folder) =>
        ConfigurationKey.OfPlan(ModuleTree.Read(folder.At("infra")), new PlanOptions(), "terraform", Nothing);

    private static TemporaryFolder Configuration()
    {
        var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            module "m" { source = "./modules/m" }
            locals {
              a = file("../shared/data.json")
              b = filebase64sha256("package.zip")
            }
            """);
        folder.Write("infra/modules/m/main.tf", """
            locals {
              a = file("${path.module}/policy.json")
              b = { for name in ["x"] : name => file("${path.module}/each/${name}.json") }
            }
            """);
        folder.Write("infra/modules/m/policy.json", "{}");
        folder.Write("infra/modules/m/each/x.json", "{}");
        folder.Write("shared/data.json", "{}");
        return folder;
    }
}
