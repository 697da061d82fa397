using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer.Internal;

internal sealed class InvokeRequest : HttpRequestFeature, IHttpRequestBodyDetectionFeature
{
    public InvokeRequest()
    {
        Body = new MemoryStream();
        // The event does not reach the application through HTTP, and the real package says no version of it.
        Protocol = null;
    }

    public bool CanHaveBody => Body is { Length: > 0 };
}
