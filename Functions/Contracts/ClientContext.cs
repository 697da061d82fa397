using System.Diagnostics;
using System.Text.Json;

namespace Functions.Contracts;

/// <summary>
/// Carries W3C trace context from caller to callee in <c>custom</c> of Lambda's client context, which is where OpenTelemetry's AWS
/// Lambda conventions put it: the payload stays the contract's own.
/// </summary>
public static class ClientContext
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    /// <summary>The client context as JSON; null when nothing is being traced.</summary>
    public static string? From(Activity? activity)
    {
        if (activity is not { IdFormat: ActivityIdFormat.W3C, Id: { } id })
            return null;

        var custom = activity.TraceStateString is { } state
            ? $$"""{"{{TraceParent}}":{{Quoted(id)}},"{{TraceState}}":{{Quoted(state)}}}"""
            : $$"""{"{{TraceParent}}":{{Quoted(id)}}}""";
        return $$"""{"custom":{{custom}}}""";
    }

    /// <param name="custom"><c>ILambdaContext.ClientContext.Custom</c>, which a caller need not have sent.</param>
    public static ActivityContext Parent(IDictionary<string, string>? custom) =>
        custom is not null
        && custom.TryGetValue(TraceParent, out var id)
        && ActivityContext.TryParse(id, custom.TryGetValue(TraceState, out var state) ? state : null, isRemote: true, out var parent)
            ? parent
            : default;

    private static string Quoted(string value) => $"\"{JsonEncodedText.Encode(value)}\"";
}
