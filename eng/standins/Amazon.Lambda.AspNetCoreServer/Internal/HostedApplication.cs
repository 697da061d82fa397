using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer.Internal;

/// <summary>The host's application without the type of its context.</summary>
internal abstract class HostedApplication
{
    /// <param name="features">The request, and where the response goes.</param>
    /// <param name="answer">Called with what the application threw, or null, while the context still lives.</param>
    public abstract Task RunAsync(IFeatureCollection features, Func<Exception, Task> answer);
}

internal sealed class HostedApplication<TContext>(IHttpApplication<TContext> application) : HostedApplication
{
    public override async Task RunAsync(IFeatureCollection features, Func<Exception, Task> answer)
    {
        var context = application.CreateContext(features);
        Exception failure = null;
        try
        {
            try
            {
                await application.ProcessRequestAsync(context);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            await answer(failure);
        }
        finally
        {
            application.DisposeContext(context, failure);
        }
    }
}
