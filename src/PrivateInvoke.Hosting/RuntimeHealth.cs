using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>
/// Whether a function's runtime is attached. Its process runs earlier, and an invoke waits for a runtime no longer than Lambda waits for
/// an init: until then the resource is not healthy.
/// </summary>
internal sealed class RuntimeHealth(InterfaceEndpointResource endpoint, string resource) : IHealthCheck
{
    public static IResourceBuilder<T> AddTo<T>(IResourceBuilder<T> function, InterfaceEndpointResource endpoint)
        where T : class, IResource
    {
        var resource = function.Resource.Name;
        var name = $"{resource} is attached";
        function.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(name, new RuntimeHealth(endpoint, resource), failureStatus: null, tags: null));
        return function.WithHealthCheck(name);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        endpoint.AttachesUpstream ? HealthCheckResult.Healthy("Its runtime is another emulator's.")
        : endpoint.Started.Task is { IsCompletedSuccessfully: true, Result: var system } && system.IsAttached(system.AttachedAs(resource).Name)
            ? HealthCheckResult.Healthy("Its runtime has asked for an event.")
            : HealthCheckResult.Unhealthy("Its runtime has not asked for an event yet."));
}
