using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.AspNetCoreServer.Internal;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

public class APIGatewayHttpApiV2LambdaRuntimeSupportServer(IServiceProvider serviceProvider) : LambdaServer
{
    private readonly ILambdaSerializer _serializer = serviceProvider.GetRequiredService<ILambdaSerializer>();

    /// <summary>
    /// Does not return while there is a Runtime API: as with the real package the host never reports itself started, and a
    /// SIGTERM, which the host takes for itself, does not end the process.
    /// </summary>
    public override async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        await base.StartAsync(application, cancellationToken);
        var function = new HostedFunction(serviceProvider);
        Func<APIGatewayHttpApiV2ProxyRequest, ILambdaContext, Task<APIGatewayHttpApiV2ProxyResponse>> handler =
            function.FunctionHandlerAsync;
        var bootstrap = new LambdaBootstrap(HandlerWrapper.GetHandlerWrapper(handler, _serializer));
        await bootstrap.RunAsync(CancellationToken.None);
    }
}
