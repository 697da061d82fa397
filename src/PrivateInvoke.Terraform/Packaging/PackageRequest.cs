namespace PrivateInvoke.Terraform.Packaging;

public sealed record PackageRequest
{
    public required IReadOnlyList<PackageJob> Jobs { get; init; }

    /// <summary>Null: native code where the toolchain for it is, else ReadyToRun.</summary>
    public PackageRuntime? Runtime { get; init; }

    /// <summary>The folder that all sources are in; it must not show in what is compiled.</summary>
    public required string Sources { get; init; }

    /// <summary>Where builds of packages go, apart from those that a person or an IDE makes.</summary>
    public required string BuildFolder { get; init; }

    /// <summary>Further MSBuild properties.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The dotnet program; null: the one that runs this process.</summary>
    public string? Dotnet { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
