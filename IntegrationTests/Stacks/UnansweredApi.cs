using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Machine;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>A control plane that does what it is asked for, and whose answers to some actions never arrive.</summary>
internal sealed class UnansweredApi : IAsyncDisposable
{
    private readonly ApiForwarder _forwarder = new();
    private readonly Uri _controlPlane;
    private readonly ConcurrentDictionary<string, int> _done = new();
    private IReadOnlyCollection<string> _unanswered = [];
    private TaskCompletionSource _all = new();
    private LoopbackServer? _server;

    private UnansweredApi(Uri controlPlane) => _controlPlane = controlPlane;

    public Uri Address => _server!.Address;

    public static async Task<UnansweredApi> StartAsync(Uri controlPlane, CancellationToken cancel)
    {
        var api = new UnansweredApi(controlPlane);
        api._server = await LoopbackServer.StartAsync(new LoopbackOptions { Name = "the unanswering API" }, api.HandleAsync, cancel);
        return api;
    }

    /// <summary>How often an action was asked for.</summary>
    public int Times(string action) => _done.GetValueOrDefault(action);

    /// <returns>Ends when all of them have been done.</returns>
    public Task WithoutAnswersTo(params string[] actions)
    {
        _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _unanswered = actions;
        return _all.Task;
    }

    public void AnswerAll() => _unanswered = [];

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _forwarder.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var action = await ActionAsync(context.Request, context.RequestAborted);
        var (unanswered, all) = (_unanswered, _all);
        if (unanswered.Contains(action))
            context.Response.Body = new MemoryStream();

        await _forwarder.SendAsync(context, _controlPlane);
        _done.AddOrUpdate(action, 1, (_, times) => times + 1);
        if (!unanswered.Contains(action))
            return;

        if (unanswered.All(_done.ContainsKey))
            all.TrySetResult();
        await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
    }

    /// <summary>Of EC2 and IAM a field of the form, of CloudWatch Logs a header, of Lambda the path.</summary>
    private static async Task<string> ActionAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.Headers["X-Amz-Target"] is [{ } target])
            return target.Split('.')[^1];
        if (request.Path.Value is { } path && request.Method == "POST" && path.EndsWith("/functions", StringComparison.Ordinal))
            return "CreateFunction";
        if (request.Path.Value is { } url && request.Method == "POST" && url.EndsWith("/url", StringComparison.Ordinal))
            return "CreateFunctionUrlConfig";
        if (!request.HasFormContentType)
            return "";

        request.EnableBuffering();
        var form = await request.ReadFormAsync(cancel);
        request.Body.Position = 0;
        return form["Action"].ToString();
    }
}
