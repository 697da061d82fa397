
namespace PrivateInvoke.Terraform.Planning;

public sealed record PlanRequest : VariableArguments
{
    /// <summary>The root module's folder, as the user gave it: messages name files in it this way.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder of everything that is generated; scratch workspaces and plans go to its <c>terraform</c>.</summary>
    public required string Artifacts { get; init; }

    /// <summary>The terraform to use, a name on PATH or a path; null is <c>terraform</c>, or <c>tofu</c> where that is not there.</summary>
    public string? Executable { get; init; }

    /// <summary>What <c>terraform.workspace</c> is; null is <c>default</c>.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>Whether <c>external</c> data sources are read: each is a program of the configuration's.</summary>
    public bool AllowExternal { get; init; }

    /// <summary>False: plans even if nothing has changed.</summary>
    public bool UseCache { get; init; } = true;
}
