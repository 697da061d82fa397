namespace PrivateInvoke.Terraform.Provisioning;

public sealed record ProvisionOptions : VariableArguments
{
    /// <summary>For messages, and to tell two uses of one root module apart.</summary>
    public required string Name { get; init; }

    /// <summary>The root module's folder, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The folder of everything that is generated, such as <c>artifacts</c>.</summary>
    public required string Artifacts { get; init; }

    public ProvisionTarget Target { get; init; } = new ProvisionTarget.PlanOnly();

    /// <summary>Settings of the configuration's own backend block; without them, and without such a block, the state is kept in <see cref="Artifacts"/>.</summary>
    public IReadOnlyDictionary<string, string> BackendConfig { get; init; } = new Dictionary<string, string>();

    /// <summary>Further files whose bytes count, such as the functions' packages.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The terraform to use, a name on PATH or a path; null is <c>terraform</c>.</summary>
    public string? Executable { get; init; }
}
