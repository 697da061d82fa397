using System.Reflection;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PrivateInvoke.UnitTests.Mcp;

/// <summary>The real program behind the SDK's own client.</summary>
internal sealed class McpServer : IAsyncDisposable
{
    private readonly McpClient _client;

    private McpServer(McpClient client) => _client = client;

    public static string Program { get; } = typeof(McpServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Program:private-invoke").Value!;

    public McpClient Client => _client;

    public static async Task<McpServer> StartAsync(string folder, CancellationToken cancel, params string[] arguments) => new(await McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [Program, "mcp", .. arguments],
            WorkingDirectory = folder,
        }),
        cancellationToken: cancel));

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

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task<(bool IsError, string Text)> CallAsync(string tool, object arguments, CancellationToken cancel)
    {
        var named = arguments.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(arguments));
        var result = await _client.CallToolAsync(tool, named, cancellationToken: cancel);
        return (result.IsError == true, Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }
}
