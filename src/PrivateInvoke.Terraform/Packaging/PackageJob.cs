using System.Runtime.InteropServices;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>One zip to make.</summary>
/// <param name="Name">The project's: <c>Caller</c>.</param>
/// <param name="Project">Its file.</param>
/// <param name="Zip">Where the package goes.</param>
/// <param name="Architecture"><see cref="Architecture.X64"/> or <see cref="Architecture.Arm64"/>.</param>
public sealed record PackageJob(string Name, string Project, string Zip, Architecture Architecture)
{
    /// <summary>.NET's name of the system that runs it.</summary>
    public string RuntimeIdentifier => Architecture is Architecture.Arm64 ? "linux-arm64" : "linux-x64";
}
