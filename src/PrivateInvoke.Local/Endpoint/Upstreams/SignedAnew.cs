using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivateInvoke.Local.Endpoint.Signatures;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Machine.Signatures;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.Local.Endpoint.Upstreams;

/// <summary>Replaces the caller's signature by one for another host and another key.</summary>
internal sealed class SignedAnew(RequestSigner signer, Uri address) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

        // Put together as text: resolved against the address, a target such as //elsewhere/ would lead to another host.
        var target = PresignedQuery.Removed(httpContext.Features.Get<IHttpRequestFeature>()!.RawTarget);
        proxyRequest.RequestUri = new Uri($"{address.GetLeftPart(UriPartial.Authority)}/{target.TrimStart('/')}");
        await signer.SignAsync(proxyRequest, RequestBody.Kept(httpContext) ?? []);
    }
}
