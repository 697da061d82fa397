using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke.Lambda.Api;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.Endpoint;

/// <summary>
/// Hands a request on as it came: the Host that was signed, no headers added, nothing followed, unpacked or remembered on the way.
/// </summary>
internal sealed class Upstream : IDisposable
{
    // Lambda's longest invocation is 15 minutes.
    private static readonly ForwarderRequestConfig Patient = new() { ActivityTimeout = TimeSpan.FromMinutes(16) };

    private readonly Uri _address;
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

    public Upstream(Uri address, ILoggerFactory loggers)
    {
        _address = address;
        _services = new ServiceCollection().AddSingleton(loggers).AddLogging().AddHttpForwarder().BuildServiceProvider();
        _forwarder = _services.GetRequiredService<IHttpForwarder>();
    }

    /// <param name="body">Read already, for the signature.</param>
    public async Task SendAsync(HttpContext context, byte[] body)
    {
        if (body.Length > 0)
            context.Request.Body = new MemoryStream(body, writable: false);

        var error = await _forwarder.SendAsync(context, _address.AbsoluteUri, _client, Patient, HttpTransformer.Empty);
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
