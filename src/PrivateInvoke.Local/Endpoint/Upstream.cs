using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>Where an interface endpoint sends what it lets through.</summary>
public abstract record Upstream
{
    private Upstream()
    {
    }

    /// <summary>The Lambda of this process: its API without the way over the network.</summary>
    public sealed record Embedded(LambdaHost Lambda) : Upstream;

    /// <summary>Another Lambda API. It gets the request as it was signed.</summary>
    public sealed record Api(Uri Address) : Upstream;

    /// <summary>AWS, signed anew with the credentials that the AWS SDK finds on this machine.</summary>
    /// <param name="Region">The caller's.</param>
    /// <param name="Address">Null: the region's own.</param>
    public sealed record Aws(string Region, Uri? Address) : Upstream;
}
