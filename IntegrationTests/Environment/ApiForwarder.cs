using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>Hands requests on to another server as they came.</summary>
internal sealed class ApiForwarder : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    public async Task SendAsync(HttpContext context, Uri server)
    {
        var forwarder = _services.GetRequiredService<IHttpForwarder>();
        var error = await forwarder.SendAsync(context, server.ToString(), _client, ForwarderRequestConfig.Empty);
        if (error is not ForwarderError.None && !context.Response.HasStarted)
            context.Response.StatusCode = (int)HttpStatusCode.BadGateway;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _services.DisposeAsync();
    }
}
