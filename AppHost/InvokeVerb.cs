using System.Net.Http.Headers;
using System.Text;
using PrivateInvoke;
using PrivateInvoke.Local;

namespace AppHost;

/// <summary><c>invoke [PATH] --payload JSON|@file</c></summary>
internal static class InvokeVerb
{
    /// <summary>Longer than Lambda's longest timeout: the function's own is what ends a call.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(16);

    public static async Task<int> RunAsync(HostOptions options, string path, string? payload, CancellationToken cancel)
    {
        var body = await ReadAsync(payload, cancel);
        var configuration = await Plans.PlanAsync(options, cancel);
        await using var system = await LocalSystem.StartAsync(
            LocalRun.Of(options, configuration.Plan) with { Log = line => Screen.Dim($"{line.Function} | {line.Text}") },
            cancel);
        if (system.FrontDoor is not { } frontDoor)
            throw new ProblemException($"{options.Infra} plans no function: there is nothing to invoke.", "Name another root module with --infra DIR.");

        using var http = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(frontDoor, path));
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        using var response = await http.SendAsync(request, cancel);
        var answer = await response.Content.ReadAsStringAsync(cancel);

        Report.PrintPaths(system.Paths);
        Screen.Line();
        Screen.Line($"{request.Method} {path}: {(int)response.StatusCode} {response.ReasonPhrase}");
        Screen.Line(answer);
        return response.IsSuccessStatusCode ? ExitCode.Success : ExitCode.Blocked;
    }

    private static async Task<byte[]?> ReadAsync(string? payload, CancellationToken cancel)
    {
        if (payload is not ['@', .. var file])
            return payload is null ? null : Encoding.UTF8.GetBytes(payload);

        try
        {
            return await File.ReadAllBytesAsync(file, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--payload @{file} cannot be read: {e.Message}", "Name a file that exists, or write the JSON itself.", e);
        }
    }
}
