using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateInvoke;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Local;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Paths;

namespace Aspire.Hosting;

/// <summary>Shows an interface endpoint in the dashboard: addresses, verdicts, and each decision as a line of its log.</summary>
internal sealed class InterfaceEndpointDashboard(InterfaceEndpointResource resource, InitializeResourceEvent start)
{
    /// <summary>Without a style of its own, the dashboard's icon for it is that of the health: one with a style is green, whatever the paths are.</summary>
    private static readonly ResourceStateSnapshot Running = new(KnownResourceStates.Running, Style: null);

    private readonly ILogger _application = start.Services.GetRequiredService<ILoggerFactory>().CreateLogger<InterfaceEndpointResource>();
    private readonly HashSet<string> _runtimes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Verdict> _verdicts = [];

    /// <summary>Its lines are structured logs of the endpoint.</summary>
    public ILogger Structured { get; set; } = NullLogger.Instance;

    public Task ShowAsync(string state, string style) =>
        start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = new(state, style) });

    public Task ShowPlanningAsync() => ShowAsync("Planning", KnownResourceStateStyles.Info);

    /// <summary>It runs with the plan that it had.</summary>
    public Task ShowRunningAsync() => start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = Running });

    public Task ShowAsync(LocalSystem system, ExplorerServer explorer, string root, DateTime started)
    {
        Tell(PathsOf(system));
        var source = AppHostFolders.Shown(root, start.Services);
        return start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = Running,
            StartTimeStamp = started,
            Urls =
            [
                .. system.FrontDoor is { } door ? (UrlSnapshot[])[Url("front-door", door, "Front door", order: 100)] : [],
                Url("explorer", explorer.Login, "Path explorer", order: 50),
                .. system.Endpoints.Select(endpoint => Url($"endpoint-{endpoint.Caller}", endpoint.Address, $"Interface endpoint of {endpoint.Caller}", order: 2)),
                Url("lambda", system.LambdaApi, "Lambda API", order: 1),
            ],
            Properties = snapshot.Properties.WithSource(source).With("endpoint.verdicts", "Verdict", Verdicts(PathsOf(system)), order: 1),
        });
    }

    /// <summary>The functions that can be invoked: an invoke waits for a runtime no longer than Lambda waits for an init.</summary>
    public Task ShowRuntimeAsync(string function)
    {
        string runtimes;
        lock (_runtimes)
        {
            _runtimes.Add(function);
            runtimes = string.Join(", ", _runtimes.Order(StringComparer.Ordinal));
        }

        return start.Notifications.PublishUpdateAsync(
            resource, snapshot => snapshot with { Properties = snapshot.Properties.With("endpoint.runtimes", "Runtimes", runtimes, order: 2) });
    }

    /// <summary>The state that changes makes Aspire ask for the health reports at once.</summary>
    public Task ShowAsync(LocalSystem system, PlanChange change)
    {
        start.Logger.LogInformation("The changed plan is in use.");
        Tell(PathsOf(system));
        if (change.NeedRestart.Count > 0)
            start.Logger.LogWarning("{Functions}: start the application again for what changed in the function itself.", string.Join(", ", change.NeedRestart));

        return start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = Running,
            Properties = snapshot.Properties.With("endpoint.verdicts", "Verdict", Verdicts(PathsOf(system)), order: 1),
        });
    }

    /// <summary>A path that no sign in the plan tells of. The state that changes makes Aspire ask for the health reports at once, here too.</summary>
    public async Task ShowAskedAsync(LocalSystem system, InvokePath path)
    {
        lock (_verdicts)
        {
            if (_verdicts.TryGetValue(PathReport.Name(path), out var told) && told == path.Verdict)
                return;
        }

        Tell([path]);
        await ShowAsync("Judging", KnownResourceStateStyles.Info);
        await start.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = Running,
            Properties = snapshot.Properties.With("endpoint.verdicts", "Verdict", Verdicts(PathsOf(system)), order: 1),
        });
    }

    public void Log(ProblemException problem) =>
        start.Logger.LogWarning("{Problem}{NewLine}The plan before it stays in use.", problem.ToString(), Environment.NewLine);

    public void Log(FunctionLogLine line) => start.Logger.LogInformation("{Function} | {Line}", line.Function, line.Text);

    public void Log(EndpointDecision decision)
    {
        var level = decision.Action is EndpointAction.Forwarded ? LogLevel.Information : LogLevel.Warning;
        start.Logger.Log(level, "{Decision}", decision.ToString());
        Structured.Log(
            level,
            "{Caller} to {Callee}: {Verdict}, {Action}. {Reason}",
            decision.Caller, decision.Callee ?? "?", decision.Verdict, decision.Action, decision.Reason);
    }

    /// <summary>Every hop goes to the resource's log; a verdict that is new, and not good, is a warning to whoever reads structured logs.</summary>
    private void Tell(IReadOnlyList<InvokePath> paths)
    {
        using var text = new StringWriter();
        foreach (var path in paths)
        {
            TextReport.Write(text, path, color: false);
            var name = PathReport.Name(path);
            Verdict? before;
            lock (_verdicts)
            {
                before = _verdicts.TryGetValue(name, out var known) ? known : null;
                _verdicts[name] = path.Verdict;
            }

            if (path.Verdict != before && !(before is null && path.Verdict is Verdict.Reachable))
            {
                foreach (var logger in (ILogger[])[_application, Structured])
                    logger.LogWarning("{Path}: {Finding}", name, PathReport.Line(path));
            }
        }

        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            start.Logger.LogInformation("{Path}", line.TrimEnd('\r'));
    }

    private static IReadOnlyList<InvokePath> PathsOf(LocalSystem system) => [.. system.Paths, .. system.PathsAskedFor];

    private static string Verdicts(IReadOnlyList<InvokePath> paths) =>
        paths.Count == 0 ? "no invoke path" : string.Join(", ", paths.Select(path => $"{PathReport.Name(path)}: {path.Verdict}"));

    private static UrlSnapshot Url(string name, Uri address, string text, int order) =>
        new(name, address.ToString(), IsInternal: false) { DisplayProperties = new(text, order) };
}
