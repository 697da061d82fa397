using System.Net.Http.Headers;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using PrivateInvoke.Local;
using PrivateInvoke.Paths;

namespace Aspire.Hosting;

/// <summary>A request to a caller, at the press of a button.</summary>
public static class FrontDoorCommandBuilderExtensions
{
    /// <summary>
    /// Adds a command that posts JSON to the endpoint's front door, which is the caller's function URL, and shows the answer. It needs no
    /// endpoint of the caller's own: a function is invoked, and listens nowhere.
    /// </summary>
    /// <param name="path">The request's path, such as <c>/orders</c>.</param>
    /// <param name="json">The request's body.</param>
    public static IResourceBuilder<T> WithFrontDoorCommand<T>(
        this IResourceBuilder<T> caller,
        IResourceBuilder<InterfaceEndpointResource> endpoint,
        string name,
        string displayName,
        string path,
        string json)
        where T : IResource => caller.WithCommand(
        name,
        displayName,
        context => SendAsync(endpoint.Resource, path, json, context.CancellationToken),
        new CommandOptions { IconName = "Send", IsHighlighted = true, Description = $"POST {path} {json}" });

    private static async Task<ExecuteCommandResult> SendAsync(InterfaceEndpointResource endpoint, string path, string json, CancellationToken cancel)
    {
        if (endpoint.Started.Task is not { IsCompletedSuccessfully: true, Result: { FrontDoor: { } door } system })
            return CommandResults.Failure($"{endpoint.Name} has no front door yet.");

        try
        {
            using var http = new HttpClient();
            using var content = new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
            using var answer = await http.PostAsync(new Uri(door, path), content, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            var message = $"{(int)answer.StatusCode} {answer.ReasonPhrase}{(answer.IsSuccessStatusCode ? "" : Closed(system))}";
            var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) ?? false;
            var data = new CommandResultData
            {
                Value = text,
                Format = isJson ? CommandResultFormat.Json : CommandResultFormat.Text,
                DisplayImmediately = true,
            };
            return answer.IsSuccessStatusCode ? CommandResults.Success(message, data) : CommandResults.Failure(message, data);
        }
        catch (HttpRequestException failure)
        {
            return CommandResults.Failure(PathReport.OneLine(failure.Message));
        }
    }

    /// <summary>The caller's paths that are not open: what it answers names none of them.</summary>
    private static string Closed(LocalSystem system) => string.Concat(system.Paths
        .Where(path => path.Caller.Name == system.FrontFunction && path.Verdict is not Verdict.Reachable)
        .Select(path => $". {PathReport.Name(path)}: {PathReport.Line(path)}"));
}
