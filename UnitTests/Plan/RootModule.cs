using PrivateInvoke.Terraform.Planning;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>A root module in a folder of its own, planned by the real terraform; the test is skipped where there is none.</summary>
internal sealed class RootModule : IDisposable
{
    private const string Ireland = """
        provider "aws" {
          region = "eu-west-1"
        }
        """;

    private readonly TemporaryFolder _folder;

    public RootModule(string main, string provider = Ireland)
    {
        Planning.SkipWithoutTerraform();
        _folder = new TemporaryFolder();
        Write("main.tf", main);
        Write("provider.tf", provider);
    }

    public void Write(string name, string text) => _folder.Write($"infra/{name}", text);

    /// <param name="answers">In place of AWS; nothing answers by default.</param>
    public Task<PlannedConfiguration> PlanAsync(IAwsAnswers? answers = null) => new Planner(answers).PlanAsync(
        new PlanRequest { Directory = _folder.At("infra"), Artifacts = _folder.At("artifacts") }, null, TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();
}
