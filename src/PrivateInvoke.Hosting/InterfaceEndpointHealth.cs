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
    private const string Others = "other invoke paths";

    /// <summary>
    /// Aspire reads a resource's health checks once, when it is <c>Running</c> for the first time, so this comes before. The paths that the
    /// module gets later, and those that a caller asks for while it runs, have one report together.
    /// </summary>
    public static void Register(InterfaceEndpointResource resource, LocalSystem system, IServiceProvider services)
    {
        var registrations = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        var known = system.Paths.Select(EndsOf).ToHashSet();
        foreach (var path in system.Paths)
        {
            var ends = EndsOf(path);
            Add(PathReport.Name(path), () => system.Paths.FirstOrDefault(now => EndsOf(now) == ends) switch
            {
                null => HealthCheckResult.Healthy("The root module has this invoke path no more."),
                var now => new HealthCheckResult(StatusOf(now), PathReport.Line(now)),
            });
        }

        Add(Others, () =>
        {
            var others = system.Paths.Concat(system.PathsAskedFor).Where(path => !known.Contains(EndsOf(path))).ToList();
            return others.Count == 0
                ? HealthCheckResult.Healthy("No function has asked for another one.")
                : new HealthCheckResult(others.Min(StatusOf), string.Join("; ", others.Select(path => $"{PathReport.Name(path)}: {PathReport.Line(path)}")));
        });

        void Add(string name, Func<HealthCheckResult> check)
        {
            if (registrations.Any(known => known.Name == name))
                name = $"{name} ({resource.Name})";

            registrations.Add(new HealthCheckRegistration(name, new Check(check), failureStatus: null, tags: null));
            resource.Annotations.Add(new HealthCheckAnnotation(name));
        }
    }

    private static (PathEnd, PathEnd) EndsOf(InvokePath path) => (path.Caller, path.Callee);

    private static HealthStatus StatusOf(InvokePath path) => path.Verdict switch
    {
        Verdict.Reachable => HealthStatus.Healthy,
        Verdict.Undecided => HealthStatus.Degraded,
        _ => HealthStatus.Unhealthy,
    };

    private sealed class Check(Func<HealthCheckResult> check) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(check());
    }
}
