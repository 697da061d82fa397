using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>A root module, where it goes, and what is done on the way.</summary>
public sealed record DeploymentOptions : VariableArguments
{
    /// <summary>For messages, and to tell two uses of one root module apart.</summary>
    public required string Name { get; init; }

    /// <summary>The root module's folder, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The folder of everything that is generated, such as <c>artifacts</c>.</summary>
    public required string Artifacts { get; init; }

    public DeploymentTarget Target { get; init; } = new DeploymentTarget.PlanOnly();

    public StackBackend Backend { get; init; } = new StackBackend.Own();

    /// <summary>At AWS itself, keeps the state in <see cref="Artifacts"/> where no backend is named; else such a deployment is refused.</summary>
    public bool KeepsLocalState { get; init; }

    /// <summary>Settings of the configuration's own backend block; without them, and without such a block, the state is kept in <see cref="Artifacts"/>.</summary>
    public IReadOnlyDictionary<string, string> BackendConfig { get; init; } = new Dictionary<string, string>();

    /// <summary>Further files whose bytes count, beside the packages that the plan names.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Makes the functions' packages of a plan; null: they are there.</summary>
    public Func<PlanDocument, CancellationToken, Task>? Package { get; init; }

    /// <summary>Applies although an invoke path is blocked.</summary>
    public bool AllowsBlocked { get; init; }

    /// <summary>False: the deployed caller is not invoked.</summary>
    public bool SendsSmoke { get; init; } = true;

    /// <summary>What the deployed caller is sent; null: what the root module's output <see cref="SmokeRequest.Output"/> says, and nothing without it.</summary>
    public SmokeRequest? Smoke { get; init; }

    /// <summary>The terraform to use, a name on PATH or a path; null is <c>terraform</c>.</summary>
    public string? Executable { get; init; }
}
