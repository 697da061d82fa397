using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using PrivateInvoke.Local;

namespace PrivateInvoke.Cli;

/// <summary><c>invoke [PATH] --payload JSON|@file</c></summary>
internal static class InvokeCommand
{
    /// <summary>Longer than Lambda's longest timeout: the function's own is what ends a call.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(16);

    private static readonly Argument<string> Path = new("path")
    {
        Description = "The path at the front door.",
        DefaultValueFactory = _ => "/quotes",
        HelpName = "PATH",
    };

    private static readonly Option<string?> Payload = new("--payload")
    {
        Description = "The JSON body, or @ and the file that holds it. With one the request is a POST, without one a GET.",
        HelpName = "JSON|@file",
    };

    public static Command Build()
    {
        var command = new Command("invoke", "Start what is needed on free ports, call the front door once, print the answer and the path's hops.")
        {
            Path,
            Payload,
        };
        ModuleFlags.AddTo(command);
        LocalFlags.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var module = ModuleFlags.Read(parsed);
            return RunAsync(module, LocalFlags.Read(parsed, module), parsed.GetRequiredValue(Path), parsed.GetValue(Payload), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(RootModule module, LocalOptions options, string path, string? payload, CancellationToken cancel)
    {
        var body = await ReadAsync(module.Terminal, payload, cancel);
        var configuration = await module.PlanAsync(cancel);
        await using var system = await LocalSystem.StartAsync(
            configuration.Plan,
            options with { Log = line => module.Terminal.Dim($"{line.Function} | {line.Text}") },
            cancel);
        if (system.FrontDoor is not { } frontDoor)
            throw new ProblemException($"{module.Directory} plans no function: there is nothing to invoke.", "Name another root module with --infra DIR.");

        using var http = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(frontDoor, path));
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        using var response = await http.SendAsync(request, cancel);
        var answer = await response.Content.ReadAsStringAsync(cancel);

        var terminal = module.Terminal;
        PathScreen.Print(terminal, system.Paths);
        terminal.Line();
        terminal.Line($"{request.Method} {path}: {(int)response.StatusCode} {response.ReasonPhrase}");
        terminal.Line(answer);
        return response.IsSuccessStatusCode ? ExitCode.Success : ExitCode.Blocked;
    }

    private static async Task<byte[]?> ReadAsync(Terminal terminal, string? payload, CancellationToken cancel)
    {
        if (payload is not ['@', .. var file])
            return payload is null ? null : Encoding.UTF8.GetBytes(payload);

        try
        {
            return await File.ReadAllBytesAsync(terminal.Full(file), cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--payload @{file} cannot be read: {e.Message}", "Name a file that exists, or write the JSON itself.", e);
        }
    }
}
