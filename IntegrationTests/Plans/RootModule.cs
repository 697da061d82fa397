using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests.Plans;

/// <summary>A root module in a folder of its own, planned by the real terraform; the test is skipped where there is none.</summary>
internal sealed class RootModule : IDisposable
{
    private const string Ireland = """
        provider "aws" {
          region = "eu-west-1"
        }
        """;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("private-invoke-").FullName;
    private readonly string _artifacts;

    /// <param name="repository">Keeps what is known of providers for all tests.</param>
    public RootModule(TestRepository repository, string main, string provider = Ireland)
    {
        Programs.Require("terraform");
        _artifacts = repository.Artifacts;
        Write("main.tf", main);
        if (provider.Length > 0)
            Write("provider.tf", provider);
    }

    public string Directory => Path.Combine(_folder, "infra");

    /// <param name="path">From the root module's folder.</param>
    public string At(string path) => Path.GetFullPath(path, Directory);

    public void Write(string path, string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    /// <param name="answers">In place of AWS; nothing answers by default.</param>
    public Task<PlannedConfiguration> PlanAsync(
        IAwsAnswers? answers = null, string? artifacts = null, IProgress<TerraformProgress>? progress = null) => new Planner(answers).PlanAsync(
        new PlanRequest { Directory = Directory, Artifacts = artifacts ?? _artifacts }, progress, TestContext.Current.CancellationToken);

    public void Dispose() => TestFolder.Delete(_folder);
}

internal static class PlannedResources
{
    public static PlannedResource At(this PlanDocument plan, string address) => plan.Resources.Single(resource => resource.Address == address);
}
