using System.Collections;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using DummyFunction;

// Does what each event says: {"do": "echo" | "environment" | …}. How init goes, DUMMY_INIT says.
using var runtime = new Runtime();
switch (Environment.GetEnvironmentVariable("DUMMY_INIT"))
{
    case "exit":
        Console.Error.WriteLine("there is no database");
        return 7;
    case "hang":
        await NeverAsync();
        break;
    case "error":
        await runtime.FailInitAsync("""{"errorType":"Dummy.Init","errorMessage":"init went wrong"}""");
        return 1;
}

while (true)
{
    var (payload, headers) = await runtime.NextAsync();
    var id = headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
    if (Environment.GetEnvironmentVariable("DUMMY_HEADERS") is not null)
        Console.WriteLine($"headers: {string.Join(", ", headers.Select(header => header.Key))}");

    using var document = JsonDocument.Parse(payload);
    var order = document.RootElement;
    var what = order.ValueKind is JsonValueKind.Object && order.TryGetProperty("do", out var action) ? action.GetString() : "echo";
    switch (what)
    {
        case "exit":
            return order.GetProperty("code").GetInt32();
        case "die":
            Process.GetCurrentProcess().Kill();
            break;
        case "hang":
            await NeverAsync();
            break;
        case "fail":
            await runtime.FailAsync(id, """{"errorType":"Dummy.Failure","errorMessage":"as ordered","stackTrace":[]}""");
            break;
        case "print":
            for (var times = order.GetProperty("times").GetInt32(); times > 0; times--)
                Console.WriteLine(order.GetProperty("text").GetString());
            Console.Error.WriteLine("and on stderr");
            await AnswerAsync(id, "null");
            break;
        case "environment":
            await AnswerAsync(id, JsonSerializer.Serialize(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value)));
            break;
        case "headers":
            await AnswerAsync(id, JsonSerializer.Serialize(headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(',', h.Value))));
            break;
        case "process":
            await AnswerAsync(id, JsonSerializer.Serialize(Environment.ProcessId));
            break;
        case "child":
            using (var child = Process.Start("sleep", "600"))
                await AnswerAsync(id, JsonSerializer.Serialize(child.Id));
            break;
        case "twice":
            await AnswerAsync(id, "1");
            Console.WriteLine($"second answer: {(int)await runtime.AnswerAsync(id, new StringContent("2"))}");
            break;
        case "large":
            await AnswerAsync(id, $"\"{new string('x', order.GetProperty("size").GetInt32() - 2)}\"");
            break;
        case "chunked":
            await runtime.AnswerAsync(id, new StreamContent(new ChunkedStream("{\"chunk\"", ":", "true}")));
            break;
        case "stream":
            // One part, then whatever the test's server waits for, then the other; or an error behind the first.
            await runtime.StreamAsync(id, async body =>
            {
                await body.WriteAsync("{\"first\":1"u8.ToArray());
                await body.FlushAsync();
                using var http = Runtime.Client();
                if (order.TryGetProperty("url", out var url))
                    await http.GetStringAsync(url.GetString());
                await body.WriteAsync(",\"second\":2}"u8.ToArray());
            }, order.TryGetProperty("error", out var error) ? error.GetString() : null);
            break;
        case "reach":
            await AnswerAsync(id, JsonSerializer.Serialize(await Outside.ReachAsync(
                order.GetProperty("host").GetString()!, order.GetProperty("port").GetInt32(), order.GetProperty("milliseconds").GetInt32())));
            break;
        case "grow":
            // Memory that it writes to, so that it is its own, and never gives back.
            var kept = new List<byte[]>();
            while (kept.Count < order.GetProperty("megabytes").GetInt32())
            {
                kept.Add(new byte[1024 * 1024]);
                kept[^1].AsSpan().Fill(1);
            }

            // Holds it until the test's own server answers; without one, until it is killed.
            if (!order.TryGetProperty("url", out var until))
                await NeverAsync();
            using (var http = Runtime.Client())
                await http.GetStringAsync(until.GetString());
            GC.KeepAlive(kept);
            await AnswerAsync(id, "null");
            break;
        case "call":
            // Holds the invocation until the test's own server answers.
            using (var http = Runtime.Client())
                await AnswerAsync(id, JsonSerializer.Serialize(await http.GetStringAsync(order.GetProperty("url").GetString())));
            break;
        default:
            await AnswerAsync(id, Encoding.UTF8.GetString(payload));
            break;
    }
}

Task AnswerAsync(string id, string json) => runtime.AnswerAsync(id, new StringContent(json, Encoding.UTF8, "application/json"));

// A function that does nothing any more: only a signal ends it.
static Task NeverAsync() => new TaskCompletionSource().Task;
