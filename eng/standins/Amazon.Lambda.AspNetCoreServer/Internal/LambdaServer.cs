using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer.Internal;

/// <summary>A server without a socket: events come through a handler.</summary>
public class LambdaServer : IServer
{
    public IFeatureCollection Features { get; } = new FeatureCollection();

    internal HostedApplication Application { get; private set; }

    public virtual Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        Application = new HostedApplication<TContext>(application);
        return Task.CompletedTask;
    }

    public virtual Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => GC.SuppressFinalize(this);
}
