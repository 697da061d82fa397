using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>InvokeWithResponseStream, byte by byte; IntegrationTests/Conformance has its real clients.</summary>
public sealed class StreamingTests
{
    [Fact(Timeout = 180_000)]
    public async Task The_first_part_arrives_while_the_function_still_runs()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await StreamAsync(lambda, gate.Order.Replace("call", "stream", StringComparison.Ordinal));
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var first = await ReadAsync(stream);
        await gate.ArrivedAsync(1);
        gate.Open();

        Assert.Equal("application/vnd.amazon.eventstream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("PayloadChunk", """{"first":1"""), first);
        Assert.Equal(("PayloadChunk", ""","second":2}"""), await ReadAsync(stream));
        Assert.Equal(("InvokeComplete", "{}"), await ReadAsync(stream));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_response_in_one_piece_is_one_part()
    {
        Assert.Equal([("PayloadChunk", "[1]"), ("InvokeComplete", "{}")], await EventsAsync("[1]"));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_error_behind_the_last_part_is_in_the_completion()
    {
        Assert.Equal(
            [
                ("PayloadChunk", "first"),
                ("InvokeComplete", """{"ErrorCode":"Unhandled","ErrorDetails":"{\"errorType\":\"Half.Done\",\"errorMessage\":\"in the middle\"}"}"""),
            ],
            await EventsAsync("""{"do":"stream","error":"Half.Done"}"""));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_function_that_ends_in_the_middle_of_its_response_completes_it_with_the_error()
    {
        await using var gate = await Gate.StartAsync();
        var time = new FakeTimeProvider();
        await using var lambda = await LocalLambda.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy() with { Timeout = TimeSpan.FromSeconds(1) }], Time = time });

        using var response = await StreamAsync(lambda, gate.Order.Replace("call", "stream", StringComparison.Ordinal));
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var first = await ReadAsync(stream);
        await gate.ArrivedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        var end = await ReadAsync(stream);

        Assert.Equal(("PayloadChunk", """{"first":1"""), first);
        Assert.Equal("InvokeComplete", end.Type);
        Assert.Contains("Sandbox.Timedout", end.Payload, StringComparison.Ordinal);
        Assert.Equal("1", await lambda.AnswerAsync("1"));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_invoke_that_is_refused_is_no_stream()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { ReservedConcurrency = 0 });

        using var throttled = await StreamAsync(lambda, "1");
        using var unknown = await StreamAsync(lambda, "1", "nobody");
        using var notJson = await StreamAsync(lambda, "{half");

        Assert.Equal([429, 404, 400], [(int)throttled.StatusCode, (int)unknown.StatusCode, (int)notJson.StatusCode]);
    }

    private static async Task<List<(string Type, string Payload)>> EventsAsync(string payload)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        using var response = await StreamAsync(lambda, payload);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var events = new List<(string Type, string Payload)>();
        do
        {
            events.Add(await ReadAsync(stream));
        }
        while (events[^1].Type != "InvokeComplete");

        return events;
    }

    private static Task<HttpResponseMessage> StreamAsync(LocalLambda lambda, string payload, string function = "dummy") => lambda.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"2021-11-15/functions/{function}/response-streaming-invocations")
        {
            Content = new StringContent(payload, Encoding.UTF8, "application/json"),
        },
        HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    private static async Task<(string Type, string Payload)> ReadAsync(Stream stream)
    {
        var cancel = TestContext.Current.CancellationToken;
        var prelude = new byte[12];
        await stream.ReadExactlyAsync(prelude, cancel);
        Assert.Equal(Crc32.HashToUInt32(prelude.AsSpan(0, 8)), BinaryPrimitives.ReadUInt32BigEndian(prelude.AsSpan(8)));

        var rest = new byte[BinaryPrimitives.ReadInt32BigEndian(prelude) - prelude.Length];
        await stream.ReadExactlyAsync(rest, cancel);
        Assert.Equal(Crc32.HashToUInt32([.. prelude, .. rest[..^4]]), BinaryPrimitives.ReadUInt32BigEndian(rest.AsSpan(rest.Length - 4)));

        var headers = Encoding.UTF8.GetString(rest, 0, BinaryPrimitives.ReadInt32BigEndian(prelude.AsSpan(4)));
        var payload = Encoding.UTF8.GetString(rest[headers.Length..^4]);
        return (headers.Contains("PayloadChunk", StringComparison.Ordinal) ? "PayloadChunk" : "InvokeComplete", payload);
    }
}
