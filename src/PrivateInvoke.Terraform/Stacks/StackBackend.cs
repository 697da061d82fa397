namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Where a stack's state is.</summary>
public abstract record StackBackend
{
    private StackBackend()
    {
    }

    /// <summary>
    /// A file in <c>artifacts/stacks</c>, which only this user can read, one for each root module and endpoint. It outlives every change
    /// of the configuration and of the scratch copy.
    /// </summary>
    public sealed record Kept : StackBackend;

    /// <summary>What the configuration itself says; as <see cref="Kept"/> where it says nothing, or <c>local</c>.</summary>
    public sealed record Own : StackBackend;

    /// <summary>A bucket that exists, with a lock file beside the state (<c>use_lockfile</c>).</summary>
    /// <param name="Region">The bucket's.</param>
    public sealed record S3(string Bucket, string Key, string Region) : StackBackend;
}
