namespace PrivateInvoke.Terraform;

public sealed record InitOptions
{
    /// <summary>False: only modules and providers, for <c>validate</c> and <c>test</c>.</summary>
    public bool Backend { get; init; } = true;

    /// <summary>Takes the backend as it is now, whatever the folder was initialized with.</summary>
    public bool Reconfigure { get; init; }

    /// <summary>The newest versions that the constraints admit, not those of the lock file.</summary>
    public bool Upgrade { get; init; }

    /// <summary>Fails where the lock file would have to change.</summary>
    public bool LockFileReadOnly { get; init; }

    public IReadOnlyDictionary<string, string> BackendConfig { get; init; } = new Dictionary<string, string>();

    /// <summary>Files of backend settings: an argument list can be read by everybody, and a setting can be a secret.</summary>
    public IReadOnlyList<string> BackendConfigFiles { get; init; } = [];
}

/// <summary><c>terraform init</c></summary>
public static class InitCommand
{
    public static IReadOnlyList<string> Arguments(InitOptions options)
    {
        List<string> arguments = ["init", "-json", "-input=false"];
        if (!options.Backend)
            arguments.Add("-backend=false");
        if (options.Reconfigure)
            arguments.Add("-reconfigure");
        if (options.Upgrade)
            arguments.Add("-upgrade");
        if (options.LockFileReadOnly)
            arguments.Add("-lockfile=readonly");

        arguments.AddRange(options.BackendConfigFiles.Select(file => $"-backend-config={file}"));
        arguments.AddRange(options.BackendConfig.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"-backend-config={pair.Key}={pair.Value}"));
        return arguments;
    }

    /// <exception cref="TerraformException"/>
    public static Task InitAsync(this TerraformCli terraform, InitOptions options, CancellationToken cancellationToken) =>
        terraform.RunEventsAsync("init", Arguments(options), [0], null, cancellationToken);
}
