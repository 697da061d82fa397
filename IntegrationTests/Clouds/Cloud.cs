using Amazon.Lambda;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>Where the system is put. Every one meets the same test; what it lacks is skipped with its reason.</summary>
internal abstract class Cloud : IAsyncDisposable
{
    /// <summary>The variables with which terraform's provider reaches it.</summary>
    public abstract Offer<IReadOnlyDictionary<string, string?>> ControlPlane { get; }

    /// <summary>A client of the Lambda API that runs what was deployed. Its owner is the cloud.</summary>
    public abstract Offer<IAmazonLambda> Lambda { get; }

    public abstract ValueTask DisposeAsync();
}
