using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.Local.Endpoint.Upstreams;

/// <summary>Whoever answers what the endpoint lets through.</summary>
internal interface IUpstream : IDisposable
{
    /// <exception cref="ProblemException">It needs credentials, and this machine has none.</exception>
    static IUpstream Of(Upstream upstream, TimeProvider time, ILoggerFactory loggers) => upstream switch
    {
        Upstream.Embedded embedded => new EmbeddedUpstream(embedded.Lambda),
        Upstream.Api api => new ForwardingUpstream(api.Address, HttpTransformer.Empty, loggers),
        Upstream.Aws aws => AwsUpstream.Create(aws, time, loggers),
        _ => throw new InvalidOperationException("An upstream is one of three."),
    };

    /// <param name="body">Read already, for the signature.</param>
    Task SendAsync(HttpContext context, byte[] body);
}
