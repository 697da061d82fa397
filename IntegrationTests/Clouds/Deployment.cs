using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>What is deployed: the root module's variables, the same in every cloud.</summary>
internal sealed record Deployment(FunctionPackages Packages)
{
    public const string Region = "ap-northeast-1";

    /// <summary>Two runs in one account do not meet.</summary>
    public string Name { get; } = $"private-invoke-{Guid.NewGuid().ToString("N")[..6]}";

    public string Caller => $"{Name}-caller";

    public string Callee => $"{Name}-callee";

    public Dictionary<string, string> Variables => new()
    {
        ["name"] = Name,
        ["region"] = Region,
        ["architecture"] = FunctionPackages.Architecture,
        ["caller_package"] = Packages.Caller,
        ["callee_package"] = Packages.Callee,
    };
}
