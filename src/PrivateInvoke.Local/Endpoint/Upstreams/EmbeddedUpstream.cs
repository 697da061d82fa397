using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Api;

namespace PrivateInvoke.Local.Endpoint.Upstreams;

/// <summary>Hands the request itself to the Lambda API: nothing is written, sent and parsed a second time.</summary>
internal sealed class EmbeddedUpstream(LambdaHost lambda) : IUpstream
{
    public Task SendAsync(HttpContext context, byte[] body)
    {
        RequestBody.Keep(context, body);
        return lambda.HandleAsync(context);
    }

    public void Dispose()
    {
    }
}
