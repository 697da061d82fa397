using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>A real host with dummy functions, its log, and a client without proxy: one a test.</summary>
internal sealed class LocalLambda : IAsyncDisposable
{
    private const string Prefix = "arn:aws:lambda:us-east-1:123456789012:function:";

    private readonly Channel<FunctionLogLine> _lines = Channel.CreateUnbounded<FunctionLogLine>();

    private LocalLambda(LambdaHost host, HttpClient client)
    {
        Host = host;
        Client = client;
    }

    public LambdaHost Host { get; }

    public HttpClient Client { get; }

    /// <summary>Every line so far.</summary>
    public ConcurrentQueue<FunctionLogLine> Log { get; private init; } = new();

    public static string DummyProgram { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "DummyFunction.exe" : "DummyFunction");

    public static FunctionSpec Dummy(string name = "dummy") => new()
    {
        Name = name,
        Arn = Prefix + name,
        Region = "us-east-1",
        Timeout = TimeSpan.FromSeconds(20),
        Code = new FunctionCode.Process(DummyProgram, [], AppContext.BaseDirectory),
    };

    /// <summary>Without timeouts: how long a function takes on a busy machine is no test's business but of those about timeouts.</summary>
    public static Task<LocalLambda> StartAsync(params FunctionSpec[] functions) =>
        StartAsync(new LambdaOptions { Functions = functions, NoTimeouts = true });

    public static async Task<LocalLambda> StartAsync(LambdaOptions options)
    {
        var log = new ConcurrentQueue<FunctionLogLine>();
        LocalLambda? started = null;
        var host = await LambdaHost.StartAsync(
            options with
            {
                Log = line =>
                {
                    log.Enqueue(line);
                    started?._lines.Writer.TryWrite(line);
                },
            },
            TestContext.Current.CancellationToken);
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, Expect100ContinueTimeout = Timeout.InfiniteTimeSpan })
        {
            BaseAddress = host.ApiAddress,
            // The test's own deadline ends it.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return started = new LocalLambda(host, client) { Log = log };
    }

    public Task<HttpResponseMessage> InvokeAsync(string payload, string function = "dummy", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"2015-03-31/functions/{function}/invocations")
        {
            Content = new StringContent(payload, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> AnswerAsync(string payload, string function = "dummy")
    {
        using var response = await InvokeAsync(payload, function);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("X-Amz-Function-Error"), await TextAsync(response));
        return await TextAsync(response);
    }

    /// <summary>Waits for a line that has not been waited for yet.</summary>
    public async Task<FunctionLogLine> LineAsync(Func<string, bool> isIt)
    {
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (isIt(line.Text))
                return line;
        }
    }

    public static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
