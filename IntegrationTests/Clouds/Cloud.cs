using Amazon.Lambda;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>Where the system is put. Every one meets the same test; what it lacks is skipped with its reason.</summary>
internal abstract class Cloud : IAsyncDisposable
{
    /// <summary>The variables with which terraform's provider reaches it.</summary>
    public abstract Offer<IReadOnlyDictionary<string, string?>> ControlPlane { get; }

    /// <summary>What a second plan changes though nobody has changed it, since the cloud answers otherwise than AWS: <c>update ADDRESS: ATTRIBUTE</c>.</summary>
    public virtual IReadOnlyList<string> PlannedAgain => [];

    /// <summary>A client of its Lambda API; the cloud disposes it.</summary>
    public abstract IAmazonLambda Lambda { get; }

    /// <summary>The same client, where it runs what was deployed.</summary>
    public virtual Offer<IAmazonLambda> Invokes => new Offer<IAmazonLambda>.Has(Lambda);

    public abstract ValueTask DisposeAsync();
}
