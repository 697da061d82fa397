using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Amazon.Lambda.AspNetCoreServer.Internal;

/// <summary>What the pipeline sees of one event.</summary>
public class InvokeFeatures : FeatureCollection
{
    public InvokeFeatures()
    {
        Set<IHttpRequestFeature>(Request);
        Set<IHttpRequestBodyDetectionFeature>(Request);
        Set<IHttpRequestIdentifierFeature>(new InvokeIdentifier());
        Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature());
        Set<IHttpConnectionFeature>(new HttpConnectionFeature());
        Set<ITlsConnectionFeature>(new TlsConnectionFeature());
        Set<IHttpResponseFeature>(Response);
        Set<IHttpResponseBodyFeature>(Response);
    }

    internal InvokeRequest Request { get; } = new();

    internal InvokeResponse Response { get; } = new();
}
