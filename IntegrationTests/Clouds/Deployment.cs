using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>What is deployed: the root module's variables, the same in every cloud.</summary>
/// <param name="Packages">Asked for once a cloud is there: to make them takes minutes.</param>
internal sealed record Deployment(Func<CancellationToken, Task<FunctionPackages>> Packages)
{
    public const string Region = "ap-northeast-1";

    /// <summary>Two runs in one account do not meet.</summary>
    public string Name { get; } = $"private-invoke-{Guid.NewGuid().ToString("N")[..6]}";

    public string Caller => $"{Name}-caller";

    public string Callee => $"{Name}-callee";

    public async Task<Dictionary<string, string>> VariablesAsync(CancellationToken cancel)
    {
        var packages = await Packages(cancel);
        return new()
        {
            ["name"] = Name,
            ["region"] = Region,
            ["architecture"] = FunctionPackages.Architecture,
            ["caller_package"] = packages.Caller,
            ["callee_package"] = packages.Callee,
        };
    }
}
