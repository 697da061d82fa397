using System.Net;
using System.Net.Sockets;
using System.Text;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

public sealed class TelemetryTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_decision_is_exported_as_a_span_with_an_event_for_each_hop()
    {
        using var collector = Listen(out var address);
        await using var host = await Host.StartAsync(
            repository,
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            Cancel);

        using var answer = await host.PostAsync("/quotes", """{"weightGrams":1200,"destination":"JP-13"}""", Cancel);
        var (path, spans) = await ReceiveAsync(collector);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("/v1/traces", path);
        Assert.Contains("invoke-path", spans, StringComparison.Ordinal);
        Assert.Contains("CallerEgress", spans, StringComparison.Ordinal);
    }

    private static async Task<(string Path, string Spans)> ReceiveAsync(HttpListener collector)
    {
        var context = await collector.GetContextAsync().WaitAsync(Cancel);
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body, Cancel);
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray()));
    }

    private static HttpListener Listen(out string address)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        free.Stop();
        var listener = new HttpListener();
        listener.Prefixes.Add(address);
        listener.Start();
        return listener;
    }
}
