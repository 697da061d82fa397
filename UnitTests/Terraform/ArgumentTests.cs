using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class ArgumentTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["zones"] = """["a"]""", ["name"] = "x y" };

    [Fact]
    public void Version_asks_for_json() => Assert.Equal(["version", "-json"], VersionCommand.Arguments());

    [Fact]
    public void Init_has_its_defaults() => Assert.Equal(["init", "-json", "-input=false"], InitCommand.Arguments(new InitOptions()));

    [Fact]
    public void Init_takes_everything() => Assert.Equal(
        [
            "init", "-json", "-input=false", "-backend=false", "-reconfigure", "-upgrade", "-lockfile=readonly",
            "-backend-config=private.tfvars", "-backend-config=bucket=b", "-backend-config=key=k",
        ],
        InitCommand.Arguments(new InitOptions
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
        Assert.Equal(["plan", "-json", "-input=false", "-detailed-exitcode"], PlanCommand.Arguments(new PlanOptions()));

    [Fact]
    public void Plan_takes_everything() => Assert.Equal(
        [
            "plan", "-json", "-input=false", "-detailed-exitcode", "-destroy", "-refresh=false", "-lock=false", "-out=p.tfplan",
            "-target=aws_vpc.this", "-var-file=a.tfvars", "-var=name=x y", "-var=zones=[\"a\"]",
        ],
        PlanCommand.Arguments(new PlanOptions
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
    public void Show_has_its_defaults() => Assert.Equal(["show", "-json", "-no-color"], ShowCommand.Arguments(new ShowOptions()));

    [Fact]
    public void Show_takes_a_file() =>
        Assert.Equal(["show", "-json", "-no-color", "p.tfplan"], ShowCommand.Arguments(new ShowOptions { Path = "p.tfplan" }));

    [Fact]
    public void Validate_has_its_defaults() => Assert.Equal(["validate", "-json"], ValidateCommand.Arguments(new ValidateOptions()));

    [Fact]
    public void Validate_takes_everything() => Assert.Equal(
        ["validate", "-json", "-no-tests", "-test-directory=t"],
        ValidateCommand.Arguments(new ValidateOptions { Tests = false, TestDirectory = "t" }));

    [Fact]
    public void Test_has_its_defaults() => Assert.Equal(["test", "-json"], TestCommand.Arguments(new TestOptions()));

    [Fact]
    public void Test_takes_everything() => Assert.Equal(
        ["test", "-json", "-verbose", "-test-directory=t", "-filter=t/a.tftest.hcl", "-var-file=a.tfvars", "-var=name=x y", "-var=zones=[\"a\"]"],
        TestCommand.Arguments(new TestOptions
        {
            Plan = (_, _) => Task.CompletedTask,
            TestDirectory = "t",
            Filters = ["t/a.tftest.hcl"],
            VariableFiles = ["a.tfvars"],
            Variables = Variables,
        }));

    [Fact]
    public void Apply_has_its_defaults() =>
        Assert.Equal(["apply", "-json", "-input=false", "-auto-approve"], ApplyCommand.Arguments(new ApplyOptions()));

    [Fact]
    public void Apply_takes_everything() => Assert.Equal(
        ["destroy", "-json", "-input=false", "-auto-approve", "-parallelism=2", "-var=name=x", "p.tfplan"],
        ApplyCommand.Arguments(new ApplyOptions
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
            PlanCommand.Arguments(new PlanOptions { RefreshOnly = true }));
        Assert.Equal(
            ["apply", "-json", "-input=false", "-auto-approve", "-refresh-only"],
            ApplyCommand.Arguments(new ApplyOptions { RefreshOnly = true }));
    }

    [Fact]
    public void Unlock_asks_nobody() => Assert.Equal(["force-unlock", "-force", "9d4f"], UnlockCommand.Arguments("9d4f"));

    [Fact]
    public void Output_asks_for_json() => Assert.Equal(["output", "-json", "-no-color"], OutputCommand.Arguments());

    [Fact]
    public void Providers_schema_asks_for_json() =>
        Assert.Equal(["providers", "schema", "-json", "-no-color"], ProvidersSchemaCommand.Arguments());
}
