using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>What the packed tool serves, in a folder that has nothing but somebody else's Terraform.</summary>
public sealed class PackedToolTests(PackedFeed feed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_800_000)]
    public async Task Its_path_explorer_has_the_page_the_stylesheet_and_the_script_with_it()
    {
        Programs.Require("terraform");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        newcomer.CopyCase("c37c_policy_other_account", "infra");
        var tool = await newcomer.InstallToolAsync(Cancel);

        await using var run = newcomer.Start(tool, "run", "--port", "0");
        var line = await run.LineAsync(line => line.StartsWith("path explorer", StringComparison.Ordinal), Cancel);
        await run.LineAsync(line => line.StartsWith("Ready", StringComparison.Ordinal), Cancel);

        var login = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());
        using var http = new HttpClient();
        Assert.Contains("<script src=\"_framework/blazor.web.js\">", await http.GetStringAsync(login, Cancel), StringComparison.Ordinal);
        Assert.Contains(".map > svg", await http.GetStringAsync(new Uri(login, "/explorer.css"), Cancel), StringComparison.Ordinal);
        Assert.InRange((await http.GetStringAsync(new Uri(login, "/_framework/blazor.web.js"), Cancel)).Length, 100_000, 1_000_000);
        using var stranger = new HttpClient();
        using var refused = await stranger.GetAsync(new Uri(login, "/explorer.css"), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Its_mcp_server_answers_about_a_folder()
    {
        Programs.Require("terraform");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        newcomer.CopyCase("c37c_policy_other_account", "infra");
        var tool = await newcomer.InstallToolAsync(Cancel);

        await using var server = newcomer.Start(tool, "mcp", "--infra", "infra");
        server.Say("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"newcomer","version":"1"}}}""");
        Assert.Equal("private-invoke", (await AnswerAsync(server, 1)).GetProperty("serverInfo").GetProperty("name").GetString());
        server.Say("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        server.Say("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"check","arguments":{}}}""");
        var check = (await AnswerAsync(server, 2)).GetProperty("content")[0].GetProperty("text").GetString()!;

        Assert.Contains("1 path: 1 Blocked.", check, StringComparison.Ordinal);
        Assert.Contains("EndpointPolicy", check, StringComparison.Ordinal);
        Assert.All(server.Printed.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("{\"", line, StringComparison.Ordinal));
    }

    private static async Task<JsonElement> AnswerAsync(RunningProgram server, int id)
    {
        var line = await server.LineAsync(line => line.StartsWith('{') && JsonNode.Parse(line)?["id"]?.GetValue<int>() == id, Cancel);
        return JsonDocument.Parse(line).RootElement.GetProperty("result");
    }
}
