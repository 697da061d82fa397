using System.Diagnostics;
using System.Text.Json;
using Functions.Contracts;

namespace PrivateInvoke.UnitTests.Contracts;

public sealed class ClientContextTests
{
    [Fact]
    public void A_trace_goes_on_at_the_other_end()
    {
        using var activity = new Activity("caller") { TraceStateString = "vendor=\"1\"" }.SetIdFormat(ActivityIdFormat.W3C).Start();

        var parent = ClientContext.Parent(Custom(ClientContext.From(activity)));

        Assert.Equal(activity.TraceId, parent.TraceId);
        Assert.Equal(activity.SpanId, parent.SpanId);
        Assert.Equal("vendor=\"1\"", parent.TraceState);
        Assert.True(parent.IsRemote);
    }

    [Fact]
    public void Without_a_trace_there_is_no_client_context() => Assert.Null(ClientContext.From(null));

    [Fact]
    public void A_callee_invoked_by_somebody_else_starts_a_trace_of_its_own()
    {
        Assert.Equal(default, ClientContext.Parent(null));
        Assert.Equal(default, ClientContext.Parent(new Dictionary<string, string> { ["traceparent"] = "not one" }));
    }

    private static Dictionary<string, string> Custom(string? json)
    {
        using var document = JsonDocument.Parse(json!);
        return document.RootElement.GetProperty("custom").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!);
    }
}
