using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Machine;

namespace PrivateInvoke.IntegrationTests;

public sealed class TelemetryTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_decision_is_exported_as_a_span_with_an_event_for_each_hop()
    {
        var received = Channel.CreateUnbounded<(string? Path, string Spans)>();
        await using var collector = await LoopbackServer.StartAsync(
            new LoopbackOptions { Name = "the test's collector" }, context => TakeAsync(context, received.Writer), Cancel);
        await using var host = await Host.StartProgramAsync(
            repository,
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            Cancel, "--no-timeout");

        using var answer = await host.PostAsync("/quotes", """{"weightGrams":1200,"destination":"JP-13"}""", Cancel);
        var (path, spans) = await received.Reader.ReadAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("/v1/traces", path);
        Assert.Contains("invoke-path", spans, StringComparison.Ordinal);
        Assert.Contains("caller egress", spans, StringComparison.Ordinal);
    }

    private static async Task TakeAsync(HttpContext context, ChannelWriter<(string?, string)> received)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, Cancel);
        await received.WriteAsync((context.Request.Path.Value, Encoding.Latin1.GetString(body.ToArray())), Cancel);
    }
}
