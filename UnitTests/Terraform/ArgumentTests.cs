using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class ArgumentTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["zones"] = """["a"]""", ["name"] = "x y" };

    [Fact]
    public void Version_asks_for_json() => Assert.Equal(["version", "-json"], TerraformCli.VersionArguments());

    [Fact]
    public void Init_has_its_defaults() => Assert.Equal(["init", "-json", "-input=false"], TerraformCli.InitArguments(new InitOptions()));

    [Fact]
    public void Init_takes_everything() => Assert.Equal(
        [
            "init", "-json", "-input=false", "-backend=false", "-reconfigure", "-upgrade", "-lockfile=readonly",
            "-backend-config=private.tfvars", "-backend-config=bucket=b", "-backend-config=key=k",
        ],
        TerraformCli.InitArguments(new InitOptions
        {
            Backend = false,
            Reconfigure = true,
            Upgrade = true,
            LockFileReadOnly = true,
            BackendConfigFiles = ["private.tfvars"],
            BackendConfig = new Dictionary<string, string> { ["key"] = "k", ["bucket"] = "b" },
        }));

    [Fact]
    public void Plan_has_its_defaults() =>
        Assert.Equal(["plan", "-json", "-input=false", "-detailed-exitcode"], TerraformCli.PlanArguments(new PlanOptions()));

    [Fact]
    public void Plan_takes_everything() => Assert.Equal(
        [
            "plan", "-json", "-input=false", "-detailed-exitcode", "-destroy", "-refresh=false", "-lock=false", "-out=p.tfplan",
            "-target=aws_vpc.this", "-var-file=a.tfvars", "-var=name=x y", "-var=zones=[\"a\"]",
        ],
        TerraformCli.PlanArguments(new PlanOptions
        {
            Destroy = true,
            Refresh = false,
            Lock = false,
            Out = "p.tfplan",
            Targets = ["aws_vpc.this"],
            VariableFiles = ["a.tfvars"],
            Variables = Variables,
        }));

    [Fact]
    public void Show_has_its_defaults() => Assert.Equal(["show", "-json", "-no-color"], TerraformCli.ShowArguments(new ShowOptions()));

    [Fact]
    public void Show_takes_a_file() =>
        Assert.Equal(["show", "-json", "-no-color", "p.tfplan"], TerraformCli.ShowArguments(new ShowOptions { Path = "p.tfplan" }));

    [Fact]
    public void Validate_has_its_defaults() => Assert.Equal(["validate", "-json"], TerraformCli.ValidateArguments(new ValidateOptions()));

    [Fact]
    public void Validate_takes_everything() => Assert.Equal(
        ["validate", "-json", "-no-tests", "-test-directory=t"],
        TerraformCli.ValidateArguments(new ValidateOptions { Tests = false, TestDirectory = "t" }));

    [Fact]
    public void Test_has_its_defaults() => Assert.Equal(["test", "-json"], TerraformCli.TestArguments(new TestOptions()));

    [Fact]
    public void Test_takes_everything() => Assert.Equal(
        ["test", "-json", "-verbose", "-test-directory=t", "-filter=t/a.tftest.hcl", "-var-file=a.tfvars", "-var=name=x y", "-var=zones=[\"a\"]"],
        TerraformCli.TestArguments(new TestOptions
        {
            Plan = (_, _) => Task.CompletedTask,
            TestDirectory = "t",
            Filters = ["t/a.tftest.hcl"],
            VariableFiles = ["a.tfvars"],
            Variables = Variables,
        }));

    [Fact]
    public void Apply_has_its_defaults() =>
        Assert.Equal(["apply", "-json", "-input=false", "-auto-approve"], TerraformCli.ApplyArguments(new ApplyOptions()));

    [Fact]
    public void Apply_takes_everything() => Assert.Equal(
        ["destroy", "-json", "-input=false", "-auto-approve", "-parallelism=2", "-var=name=x", "p.tfplan"],
        TerraformCli.ApplyArguments(new ApplyOptions
        {
            Destroy = true,
            Parallelism = 2,
            Variables = new Dictionary<string, string> { ["name"] = "x" },
            PlanFile = "p.tfplan",
        }));

    [Fact]
    public void A_refresh_changes_the_state_alone()
    {
        Assert.Equal(
            ["plan", "-json", "-input=false", "-detailed-exitcode", "-refresh-only"],
            TerraformCli.PlanArguments(new PlanOptions { RefreshOnly = true }));
        Assert.Equal(
            ["apply", "-json", "-input=false", "-auto-approve", "-refresh-only"],
            TerraformCli.ApplyArguments(new ApplyOptions { RefreshOnly = true }));
    }

    [Fact]
    public void Import_and_unlock_ask_nobody()
    {
        Assert.Equal(
            ["import", "-input=false", "-no-color", "-var-file=a.tfvars", "aws_vpc.this[\"a\"]", "vpc-1"],
            TerraformCli.ImportArguments(new ImportOptions { Address = "aws_vpc.this[\"a\"]", Id = "vpc-1", VariableFiles = ["a.tfvars"] }));
        Assert.Equal(["force-unlock", "-force", "9d4f"], TerraformCli.UnlockArguments("9d4f"));
    }

    [Fact]
    public void Output_asks_for_json() => Assert.Equal(["output", "-json", "-no-color"], TerraformCli.OutputArguments());

    [Fact]
    public void Providers_schema_asks_for_json() =>
        Assert.Equal(["providers", "schema", "-json", "-no-color"], TerraformCli.ProvidersSchemaArguments());
}
