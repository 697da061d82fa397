using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace PrivateInvoke.Machine;

/// <summary>The part of the web host that is needed here: a context for each request, kept with its connection and used again.</summary>
/// <param name="isGuarded">Whether a browser can come to it.</param>
internal sealed class LoopbackApplication(RequestDelegate handler, ILogger log, bool isGuarded) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
            return new DefaultHttpContext(contextFeatures);

        if (container.HostContext is not { } context)
            return container.HostContext = new DefaultHttpContext(contextFeatures);

        context.Initialize(contextFeatures);
        return context;
    }

    public Task ProcessRequestAsync(DefaultHttpContext context) =>
        isGuarded && LoopbackGuard.Refuses(context.Request) is { } reason
            ? LoopbackGuard.RefuseAsync(context, reason)
            : HandleAsync(context);

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();

    private async Task HandleAsync(DefaultHttpContext context)
    {
        try
        {
            await handler(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ConnectionAbortedException
            && context.RequestAborted.IsCancellationRequested)
        {
            // The client hung up; there is nobody to answer.
        }
        catch (Exception e) when (e is not BadHttpRequestException)
        {
            log.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            if (context.Response.HasStarted)
                context.Abort();
            else
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
