namespace PrivateInvoke.Terraform.Stacks;

/// <summary>A root module and where it is applied.</summary>
public sealed record StackOptions : VariableArguments
{
    /// <summary>Tells stacks of the same root module apart.</summary>
    public required string Name { get; init; }

    /// <summary>The user's folder, absolute. Nothing is ever written to it.</summary>
    public required string Root { get; init; }

    /// <summary>The folder of everything that is generated, such as <c>artifacts</c>.</summary>
    public required string Artifacts { get; init; }

    public StackBackend Backend { get; init; } = new StackBackend.Kept();

    /// <summary>Settings of the configuration's own backend block, as <c>-backend-config</c> gives them.</summary>
    public IReadOnlyDictionary<string, string> BackendConfig { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// An AWS API, such as LocalStack's: what is inherited of endpoints of single services and of profiles does not count there, and
    /// without keys in the environment the key is <c>test</c>. Null is AWS, with the provider's own chain of credentials.
    /// </summary>
    public string? EndpointUrl { get; init; }

    /// <summary>
    /// What runs behind the endpoint, such as LocalStack's session id. With another one than before everything there is gone: the stack
    /// begins anew, and the state file of before is moved aside.
    /// </summary>
    public string? Instance { get; init; }

    /// <summary>Further files whose bytes count, such as the functions' packages.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>On top of what terraform inherits from this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The terraform to use, a name on PATH or a path; null is <c>terraform</c>.</summary>
    public string? Executable { get; init; }
}
