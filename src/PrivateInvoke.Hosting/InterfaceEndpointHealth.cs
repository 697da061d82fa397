using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PrivateInvoke.Local;
using PrivateInvoke.Paths;

namespace Aspire.Hosting;

/// <summary>A health report for each invoke path: Blocked is unhealthy, Undecided degraded, and the description names the hop and the fix.</summary>
internal static class InterfaceEndpointHealth
{
    /// <summary>
    /// Aspire reads a resource's health checks once, when it is <c>Running</c> for the first time, so this comes before. A path that the
    /// module gets later has its verdict in the properties and the log.
    /// </summary>
    public static void Register(InterfaceEndpointResource resource, LocalSystem system, IServiceProvider services)
    {
        var registrations = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        foreach (var path in system.Paths)
        {
            var name = PathReport.Name(path);
            if (registrations.Any(known => known.Name == name))
                name = $"{name} ({resource.Name})";

            var ends = (path.Caller, path.Callee);
            registrations.Add(new HealthCheckRegistration(
                name,
                new Check(() => system.Paths.FirstOrDefault(now => (now.Caller, now.Callee) == ends)),
                failureStatus: null,
                tags: null));
            resource.Annotations.Add(new HealthCheckAnnotation(name));
        }
    }

    private sealed class Check(Func<InvokePath?> path) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            path() switch
            {
                null => HealthCheckResult.Healthy("The root module has this invoke path no more."),
                { Verdict: Verdict.Reachable } => HealthCheckResult.Healthy("Reachable"),
                { Verdict: Verdict.Undecided } undecided => HealthCheckResult.Degraded(PathReport.Line(undecided)),
                var blocked => HealthCheckResult.Unhealthy(PathReport.Line(blocked)),
            });
    }
}
