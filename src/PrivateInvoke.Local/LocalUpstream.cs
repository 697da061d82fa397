namespace PrivateInvoke.Local;

/// <summary>Which Lambda API stands behind the interface endpoints.</summary>
public abstract record LocalUpstream
{
    private LocalUpstream()
    {
    }

    /// <summary>The one that runs here.</summary>
    public sealed record Embedded : LocalUpstream;

    /// <summary>Another one: LocalStack's, a test tool's.</summary>
    public sealed record Api(Uri Address) : LocalUpstream;

    /// <summary>AWS, with the credentials of this machine.</summary>
    /// <param name="Address">Null: that of the caller's region.</param>
    public sealed record Aws(Uri? Address) : LocalUpstream;
}
