using PrivateInvoke.Terraform.Packaging;

namespace AppHost;

internal sealed record PackageOptions
{
    /// <summary>Null: native code where the toolchain for it is.</summary>
    public PackageRuntime? Runtime { get; init; }

    /// <summary>Where the zips go; null: where <c>infra/</c> looks for them.</summary>
    public string? Output { get; init; }

    public bool AllowStandIns { get; init; }
}
