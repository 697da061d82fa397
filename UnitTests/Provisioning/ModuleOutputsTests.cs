using System.Text.Json;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Provisioning;
using PrivateInvoke.Terraform.Stacks;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Provisioning;

public sealed class ModuleOutputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModuleOutputsTests() => _folder.Write("outputs.tf", """
        output "queue_url" {
          value = "…"
        }

        output "vpc_id" {
          value = "…"
        }
        """);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"orders\"", "orders")]
    [InlineData("7", "7")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("""["a","b"]""", """["a","b"]""")]
    public void An_applied_output_is_its_text_or_json(string json, string text)
    {
        var outputs = ModuleOutputs.Of(Options, new Dictionary<string, StackOutput>
        {
            ["queue_url"] = new(JsonDocument.Parse(json).RootElement, IsSensitive: false),
        });

        Assert.Equal(text, outputs.Text("queue_url"));
    }

    [Fact]
    public void An_output_that_is_not_declared_is_named_with_those_that_are()
    {
        var problem = Assert.Throws<ProblemException>(() => ModuleOutputs.Of(Options, new Dictionary<string, StackOutput>()).Text("url"));

        Assert.Equal("'vpc' has no output 'url'; it has: queue_url, vpc_id.", problem.Problem);
        Assert.Equal($"Declare it in {_folder.At("outputs.tf")}.", problem.Remedy);
    }

    [Fact]
    public void An_output_that_the_plan_knows_needs_no_apply()
    {
        var plan = Plan(("queue_url", new PlannedValue.Text("orders")), ("vpc_id", PlannedValue.Unknown.Instance));

        Assert.Equal("orders", ModuleOutputs.Of(Options, plan).Text("queue_url"));
    }

    [Fact]
    public void An_id_that_nobody_knows_yet_is_no_value()
    {
        var outputs = ModuleOutputs.Of(Options, Plan(("vpc_id", new PlannedValue.Text("vpc-0123"))));

        var problem = Assert.Throws<ProblemException>(() => outputs.Text("vpc_id"));

        Assert.Equal("'vpc' knows its output 'vpc_id' only after an apply, and there is nowhere to apply it.", problem.Problem);
    }

    private ProvisionOptions Options => new() { Name = "vpc", Root = _folder.Path, Artifacts = _folder.At("artifacts") };

    private static PlanDocument Plan(params (string Name, PlannedValue Value)[] outputs) => new()
    {
        Resources = [],
        Region = "eu-west-1",
        Outputs = outputs.ToDictionary(output => output.Name, output => output.Value),
        Symbols = new Dictionary<string, string> { ["vpc-0123"] = "aws_vpc.this#id" },
    };
}
