namespace AppHost;

internal sealed record DeployOptions
{
    public bool PlanOnly { get; init; }

    /// <summary>Where <see cref="PlanOnly"/> writes.</summary>
    public required string Output { get; init; }

    /// <summary>Deploy what is blocked.</summary>
    public bool Force { get; init; }

    /// <summary>How the functions are packaged; null: their packages are there.</summary>
    public PackageOptions? Package { get; init; }

    /// <summary>Null: the deployed caller is not invoked.</summary>
    public string? SmokePath { get; init; }

    /// <summary>Null: a GET.</summary>
    public string? SmokePayload { get; init; }
}
