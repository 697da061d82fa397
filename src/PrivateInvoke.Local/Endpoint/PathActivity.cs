using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>Decisions as OpenTelemetry spans: <c>invoke-path</c>, a child of the caller's span, with one event a hop.</summary>
public static class PathActivity
{
    public const string SourceName = "PrivateInvoke.Endpoint";

    private const string Name = "invoke-path";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Start(HttpRequest request)
    {
        if (!Source.HasListeners())
            return null;

        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        return Source.StartActivity(Name, ActivityKind.Server, parent);
    }

    /// <summary>For a request of which nothing has arrived.</summary>
    /// <param name="candidates">What its caller works for. Of several nobody can tell which it is of: it is linked to each.</param>
    internal static Activity? Start(IReadOnlyCollection<ActivityContext> candidates) => candidates.Count == 1
        ? Source.StartActivity(Name, ActivityKind.Server, candidates.First())
        : Source.StartActivity(Name, ActivityKind.Server, parentContext: default, links: candidates.Select(candidate => new ActivityLink(candidate)));

    internal static void Add(this Activity activity, EndpointDecision decision)
    {
        activity.SetTag("privateinvoke.caller", decision.Caller);
        activity.SetTag("privateinvoke.callee", decision.Callee);
        activity.SetTag("privateinvoke.verdict", decision.Verdict.ToString());
        activity.SetTag("privateinvoke.action", decision.Action.ToString());
        activity.SetTag("privateinvoke.reason", decision.Reason);
        if (decision.Action is not EndpointAction.Forwarded)
            activity.SetStatus(ActivityStatusCode.Error, decision.Reason);

        foreach (var hop in decision.Path?.Hops ?? [])
        {
            activity.AddEvent(new ActivityEvent(hop.Kind.Words(), decision.Time, new ActivityTagsCollection
            {
                ["result"] = hop.Result.ToString(),
                ["code"] = hop.Code,
                ["address"] = hop.Address,
                ["message"] = hop.Message,
            }));
        }
    }
}
