using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Local.Lambda.Front;

/// <summary>
/// Requests to the front door as OpenTelemetry spans. The function's own spans are their children, and a packet that the network drops on
/// its way from the function is found to be of their trace.
/// </summary>
public static class FrontDoorActivity
{
    public const string SourceName = "PrivateInvoke.FrontDoor";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Null where nobody listens: the request is then passed on as it is.</summary>
    internal static Activity? Start(HttpRequest request)
    {
        if (!Source.HasListeners())
            return null;

        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        var activity = Source.StartActivity($"{request.Method} {request.Path}", ActivityKind.Server, parent);
        if (activity is not null)
            request.Headers.TraceParent = activity.Id;

        return activity;
    }

    internal static void Add(this Activity activity, HttpResponse response)
    {
        activity.SetTag("http.response.status_code", response.StatusCode);
        if (response.StatusCode >= StatusCodes.Status500InternalServerError)
            activity.SetStatus(ActivityStatusCode.Error);
    }
}
