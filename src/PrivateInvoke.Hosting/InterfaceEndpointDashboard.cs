using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local;
using PrivateInvoke.Paths;

namespace Aspire.Hosting;

/// <summary>Shows an interface endpoint in the dashboard: addresses, verdicts, and each decision as a line of its log.</summary>
internal sealed class InterfaceEndpointDashboard(InterfaceEndpointResource resource, InitializeResourceEvent start)
{
    private const string Runtimes = "endpoint.runtimes";

    public Task ShowAsync(string state, string style) =>
        start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = new(state, style) });

    public Task ShowAsync(LocalSystem system)
    {
        Log(system.Paths);
        return start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = new(KnownResourceStates.Running, KnownResourceStateStyles.Success),
            Urls =
            [
                .. system.FrontDoor is { } door ? (UrlSnapshot[])[Url("front-door", door, "Front door")] : [],
                .. system.Endpoints.Select(endpoint => Url($"endpoint-{endpoint.Caller}", endpoint.Address, $"Interface endpoint of {endpoint.Caller}")),
                Url("lambda", system.LambdaApi, "Lambda API"),
            ],
            Properties = With(snapshot, "endpoint.verdicts", Verdicts(system.Paths)),
        });
    }

    /// <summary>The functions that can be invoked: an invoke waits for a runtime no longer than Lambda waits for an init.</summary>
    public Task ShowRuntimeAsync(string function) => start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
    {
        Properties = With(snapshot, Runtimes, string.Join(", ", Attached(snapshot).Append(function).Order(StringComparer.Ordinal))),
    });

    public Task ShowAsync(LocalSystem system, PlanChange change)
    {
        start.Logger.LogInformation("The changed plan is in use.");
        Log(change.Paths);
        if (change.NeedRestart.Count > 0)
            start.Logger.LogWarning("{Functions}: start the application again for what changed in the function itself.", string.Join(", ", change.NeedRestart));

        return start.Notifications.PublishUpdateAsync(
            resource, snapshot => snapshot with { Properties = With(snapshot, "endpoint.verdicts", Verdicts(system.Paths)) });
    }

    public void Log(ProblemException problem) =>
        start.Logger.LogWarning("{Problem}{NewLine}The plan before it stays in use.", problem.ToString(), Environment.NewLine);

    public void Log(FunctionLogLine line) => start.Logger.LogInformation("{Function} | {Line}", line.Function, line.Text);

    public void Log(EndpointDecision decision) =>
        start.Logger.Log(decision.Action is EndpointAction.Forwarded ? LogLevel.Information : LogLevel.Warning, "{Decision}", decision.ToString());

    private void Log(IReadOnlyList<InvokePath> paths)
    {
        using var text = new StringWriter();
        foreach (var path in paths)
            TextReport.Write(text, path, color: false);
        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            start.Logger.LogInformation("{Path}", line.TrimEnd('\r'));
    }

    private static string Verdicts(IReadOnlyList<InvokePath> paths) =>
        string.Join(", ", paths.Select(path => $"{path.Caller.Name} -> {path.Callee.Name}: {path.Verdict}"));

    private static string[] Attached(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == Runtimes)?.Value is string names ? names.Split(", ") : [];

    private static ImmutableArray<ResourcePropertySnapshot> With(CustomResourceSnapshot snapshot, string name, string value) =>
        [.. snapshot.Properties.Where(property => property.Name != name), new(name, value)];

    private static UrlSnapshot Url(string name, Uri address, string text) =>
        new(name, address.ToString(), IsInternal: false) { DisplayProperties = new(text, 0) };
}
