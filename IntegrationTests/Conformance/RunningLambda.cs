using System.Threading.Channels;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>An embedded Lambda with <c>dummy</c> and what else the test adds: one a test.</summary>
internal sealed class RunningLambda : IAsyncDisposable
{
    private const string Prefix = "arn:aws:lambda:us-east-1:123456789012:function:";

    private readonly Channel<FunctionLogLine> _lines;

    private RunningLambda(LambdaHost host, Channel<FunctionLogLine> lines)
    {
        Host = host;
        _lines = lines;
    }

    public LambdaHost Host { get; }

    public Uri Api => Host.ApiAddress;

    /// <summary>Does what each payload says: UnitTests/DummyFunction.</summary>
    public static FunctionSpec Dummy { get; } = Function("dummy", Dotnet(Programs.DummyFunction)) with
    {
        Qualifiers = new Dictionary<string, string> { ["live"] = "4", ["4"] = "4" },
    };

    public static FunctionSpec Function(string name, FunctionCode code) => new()
    {
        Name = name,
        Arn = Prefix + name,
        Region = LambdaClient.Region,
        Timeout = TimeSpan.FromSeconds(20),
        Code = code,
    };

    public static FunctionCode Dotnet(string program) =>
        new FunctionCode.Process(Programs.Dotnet, ["exec", program], Path.GetDirectoryName(program)!);

    public static async Task<RunningLambda> StartAsync(CancellationToken cancel, params FunctionSpec[] functions)
    {
        var lines = Channel.CreateUnbounded<FunctionLogLine>();
        var host = await LambdaHost.StartAsync(
            new LambdaOptions { Functions = functions is [] ? [Dummy] : functions, Log = line => lines.Writer.TryWrite(line) }, cancel);
        return new RunningLambda(host, lines);
    }

    /// <summary>The next line that is the wanted one.</summary>
    public async Task<string> LineAsync(string beginning, CancellationToken cancel)
    {
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(cancel);
            if (line.Text.StartsWith(beginning, StringComparison.Ordinal))
                return line.Text;
        }
    }

    /// <summary>Those that have not been waited for.</summary>
    public IReadOnlyList<string> LinesSoFar()
    {
        var lines = new List<string>();
        while (_lines.Reader.TryRead(out var line))
            lines.Add(line.Text);

        return lines;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
