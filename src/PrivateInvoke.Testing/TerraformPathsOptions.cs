namespace PrivateInvoke.Testing;

/// <summary>What a root module is planned with.</summary>
public sealed record TerraformPathsOptions
{
    /// <summary>Input variables by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Files of input variables; a relative path starts where the root module's does.</summary>
    public IReadOnlyList<string> VariableFiles { get; init; } = [];

    /// <summary>What <c>terraform.workspace</c> is; null is <c>default</c>.</summary>
    public string? Workspace { get; init; }

    /// <summary>Whether the programs of <c>external</c> data sources are run.</summary>
    public bool AllowExternal { get; init; }

    /// <summary>The program to use, a name on PATH (<c>tofu</c>) or a path; null is <c>terraform</c>, or <c>tofu</c> where that is not there.</summary>
    public string? Terraform { get; init; }

    /// <summary>The folder of scratch copies and kept plans; null is <c>private-invoke</c> beside the test assembly.</summary>
    public string? Artifacts { get; init; }
}
