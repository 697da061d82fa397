namespace Amazon.Lambda.AspNetCoreServer;

public enum ResponseContentEncoding
{
    /// <summary>The body is UTF-8 text and goes into the answer as such.</summary>
    Default = 0,

    Base64,
}
