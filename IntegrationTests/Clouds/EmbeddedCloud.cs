using Amazon.Lambda;
using Amazon.Runtime;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>The local system.</summary>
internal sealed class EmbeddedCloud : Cloud
{
    private readonly LocalSystem _system;
    private readonly AmazonLambdaClient _lambda;

    private EmbeddedCloud(LocalSystem system)
    {
        _system = system;
        _lambda = new AmazonLambdaClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonLambdaConfig { ServiceURL = system.LambdaApi.ToString(), AuthenticationRegion = Deployment.Region });
    }

    public override Offer<IReadOnlyDictionary<string, string?>> ControlPlane { get; } =
        new Offer<IReadOnlyDictionary<string, string?>>.Lacks("it runs the plan and applies nothing");

    public override IAmazonLambda Lambda => _lambda;

    /// <param name="projects">What runs by a project's name; where there is none, the package itself.</param>
    public static async Task<EmbeddedCloud> StartAsync(
        Deployment deployment, IReadOnlyDictionary<string, string> projects, TestRepository repository, CancellationToken cancel)
    {
        var variables = await deployment.VariablesAsync(cancel);
        var artifacts = repository.Artifacts;
        var planned = await repository.WithPlannerAsync(planner => planner.PlanAsync(
            new PlanRequest { Directory = repository.Infra, Artifacts = artifacts, Variables = variables }, null, cancel));
        var programs = new FunctionPrograms { Projects = projects, Infra = repository.Infra, Artifacts = artifacts };
        return new EmbeddedCloud(await LocalSystem.StartAsync(planned.Plan, new LocalOptions { Programs = programs }, cancel));
    }

    public override async ValueTask DisposeAsync()
    {
        _lambda.Dispose();
        await _system.DisposeAsync();
    }
}
