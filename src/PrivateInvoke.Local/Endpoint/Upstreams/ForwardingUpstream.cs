using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke.Local.Lambda.Api;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.Local.Endpoint.Upstreams;

/// <summary>Hands a request on over HTTP. Nothing is followed, unpacked or remembered on the way.</summary>
internal sealed class ForwardingUpstream : IUpstream
{
    // Lambda's longest invocation is 15 minutes.
    private static readonly ForwarderRequestConfig Patient = new() { ActivityTimeout = TimeSpan.FromMinutes(16) };

    private readonly Uri _address;
    private readonly HttpTransformer _transformer;
    private readonly ServiceProvider _services;
    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    });

    /// <param name="transformer"><see cref="HttpTransformer.Empty"/> leaves the request as it came, with the Host that was signed.</param>
    public ForwardingUpstream(Uri address, HttpTransformer transformer, ILoggerFactory loggers)
    {
        _address = address;
        _transformer = transformer;
        _services = new ServiceCollection().AddSingleton(loggers).AddLogging().AddHttpForwarder().BuildServiceProvider();
        _forwarder = _services.GetRequiredService<IHttpForwarder>();
    }

    public async Task SendAsync(HttpContext context, byte[] body)
    {
        RequestBody.Keep(context, body);
        if (body.Length > 0)
            context.Request.Body = new MemoryStream(body, writable: false);

        var error = await _forwarder.SendAsync(context, _address.AbsoluteUri, _client, Patient, _transformer);
        if (error is ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;

        var why = context.Features.Get<IForwarderErrorFeature>()?.Exception?.Message ?? error.ToString();
        await new ApiError(502, "ServiceException", $"The Lambda API at {_address} does not answer: {why}") { Fault = "Service" }
            .WriteAsync(context);
    }

    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
    }
}
