using System.Text.RegularExpressions;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>CI and every machine apply the provider that was tried.</summary>
public sealed partial class InfraLockTests
{
    /// <summary>The registry's hash of each platform's package, and that of the list of what they are.</summary>
    private const int Packages = 15;

    [Fact]
    public void The_lock_file_of_infra_holds_the_hashes_of_every_platforms_package()
    {
        var text = File.ReadAllText(Path.Combine(Programs.Repository, "infra", ".terraform.lock.hcl"));

        Assert.Contains("provider \"registry.terraform.io/hashicorp/aws\"", text, StringComparison.Ordinal);
        Assert.Contains("\"5.100.0\"", text, StringComparison.Ordinal);
        Assert.Equal(Packages, PackageHash().Count(text));
        Assert.Matches("h1:edXOJWE4ORX8Fm\\+dpVpICzMZJat4AX0VRCAy/xkcOc0=", text);
    }

    [GeneratedRegex("\"zh:[0-9a-f]{64}\"")]
    private static partial Regex PackageHash();
}
