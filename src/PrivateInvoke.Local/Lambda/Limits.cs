namespace PrivateInvoke.Local.Lambda;

/// <summary>Lambda's quotas, in bytes.</summary>
internal static class Limits
{
    /// <summary>Request and response of a synchronous invoke.</summary>
    public const int SyncPayload = 6 * 1024 * 1024;

    /// <summary>A response that is streamed.</summary>
    public const long StreamedPayload = 200 * 1024 * 1024;

    /// <summary>Request of an asynchronous invoke.</summary>
    public const int EventPayload = 1024 * 1024;

    /// <summary>A client context, in base64.</summary>
    public const int ClientContext = 3583;
}
