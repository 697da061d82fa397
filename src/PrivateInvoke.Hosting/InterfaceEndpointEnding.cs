using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Lets every interface endpoint close its doors before the application has ended.</summary>
internal sealed class InterfaceEndpointEnding(DistributedApplicationModel model) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        model.Resources.OfType<InterfaceEndpointResource>().Select(endpoint => endpoint.Ended.WaitAsync(cancellationToken)));
}
