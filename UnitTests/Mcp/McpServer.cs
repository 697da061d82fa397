using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PrivateInvoke.UnitTests.Mcp;

/// <summary>The real program behind the SDK's own client.</summary>
internal sealed class McpServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly McpClient _client;

    private McpServer(Process process, McpClient client) => (_process, _client) = (process, client);

    public static string Program { get; } = typeof(McpServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Program:private-invoke").Value!;

    public McpClient Client => _client;

    /// <summary>What it has computed since it was started: on a busy machine, time goes by for other reasons.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<McpServer> StartAsync(string folder, CancellationToken cancel, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "mcp", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginErrorReadLine();
        return new McpServer(process, await McpClient.CreateAsync(
            new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream), cancellationToken: cancel));
    }

    public async Task<JsonElement> AskAsync(string tool, object arguments, CancellationToken cancel)
    {
        var (isError, text) = await CallAsync(tool, arguments, cancel);
        Assert.False(isError, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    public async Task<string[]> ErrorAsync(string tool, object arguments, CancellationToken cancel)
    {
        var (isError, text) = await CallAsync(tool, arguments, cancel);
        Assert.True(isError, text);
        return text.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>The end of its input ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<(bool IsError, string Text)> CallAsync(string tool, object arguments, CancellationToken cancel)
    {
        var named = arguments.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(arguments));
        var result = await _client.CallToolAsync(tool, named, cancellationToken: cancel);
        return (result.IsError == true, Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }
}
