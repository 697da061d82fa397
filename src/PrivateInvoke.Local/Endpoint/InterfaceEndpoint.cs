using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Endpoint.Faults;
using PrivateInvoke.Local.Endpoint.Signatures;
using PrivateInvoke.Local.Endpoint.Upstreams;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Machine;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>
/// Plays the interface endpoint for one caller: what <c>AWS_ENDPOINT_URL_LAMBDA</c> names in its processes. Each request meets the
/// hops in AWS's order: the network drops it, the signature is checked, policies refuse it, or it is handed on.
/// </summary>
public sealed class InterfaceEndpoint : IReachableServer, IAsyncDisposable
{
    private const int BodyLimit = 6 * 1024 * 1024;

    private readonly InterfaceEndpointOptions _options;
    private readonly SignatureVerifier _signatures;
    private readonly IUpstream _upstream;
    private readonly FaultyUpstream _faulty;
    private readonly FaultPlan _faults;
    private readonly ClosableListener _listener;
    private volatile PathBook _paths;
    private LoopbackServer? _server;
    private int _ended;

    private InterfaceEndpoint(InterfaceEndpointOptions options)
    {
        _options = options;
        _paths = new PathBook(options.Caller, options.Paths);
        _signatures = new SignatureVerifier(options.Credentials, options.Region, options.Time);
        _upstream = IUpstream.Of(options.Upstream, options.Time, options.Loggers);
        _faulty = new FaultyUpstream(_upstream, options.Time);
        _faults = new FaultPlan(options.Faults);
        _listener = new ClosableListener(options.Loggers, options.Time, OnAttempts);
    }

    public Uri Address => _server!.Address;

    public int Port => _server!.Port;

    public ValueTask<IAsyncDisposable> ListenAsync(IsolatedSockets sockets) => _listener.AddAsync(sockets);

    /// <exception cref="ProblemException">The port is taken.</exception>
    public static async Task<InterfaceEndpoint> StartAsync(
        InterfaceEndpointOptions options, CancellationToken cancellationToken = default)
    {
        var endpoint = new InterfaceEndpoint(options);
        try
        {
            endpoint._server = await LoopbackServer.StartAsync(
                new LoopbackOptions
                {
                    Name = "the interface endpoint",
                    Port = options.Port,
                    Transport = endpoint._listener,
                    Loggers = options.Loggers,
                },
                endpoint.HandleAsync, cancellationToken);
            await endpoint.TurnDoorAsync();
            return endpoint;
        }
        catch
        {
            await endpoint.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes over the paths of a changed plan. A request that is being dropped stays dropped; the next one sees the new plan.</summary>
    public Task UseAsync(IReadOnlyList<InvokePath> paths)
    {
        _paths = new PathBook(_options.Caller, paths);
        return TurnDoorAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
            return;

        if (_server is not null)
            await _server.DisposeAsync();
        _upstream.Dispose();
    }

    private Task TurnDoorAsync() =>
        ClosableListener.CanShut && !_options.FailFast && _paths.NothingArrives ? _listener.ShutAsync() : _listener.OpenAsync();

    private void OnAttempts(int count)
    {
        var paths = _paths.OfCaller;
        if (paths.Count == 0 || PathBook.DroppedAt(paths[0]) is not { } hop)
            return;

        for (; count > 0; count--)
        {
            using var activity = PathActivity.Start(_options.Traces());
            Decide(activity, paths.Count == 1 ? paths[0].Callee.Name : null, paths[0], new RequestDecision.Drop(hop));
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var arrived = _options.Time.GetTimestamp();
        using var activity = PathActivity.Start(context.Request);
        var paths = _paths;
        var asked = AskedInvoke.Of(context.Request);
        var path = Find(paths, _options.Caller, asked);

        // Before anything is read: of a request that the network drops nothing arrives.
        var dropped = path is not null ? PathBook.DroppedAt(path)
            : paths.NothingArrives ? PathBook.DroppedAt(paths.OfCaller[0])
            : null;
        if (dropped is not null)
        {
            await DropAsync(context, activity, asked, path, new RequestDecision.Drop(dropped), arrived);
            return;
        }

        var body = await RequestBody.ReadAsync(context.Request, BodyLimit);
        if (body.TooLarge)
        {
            await ApiError.TooLarge(BodyLimit).WriteAsync(context);
            return;
        }

        var principal = _options.Caller;
        if (_options.ChecksSignature)
        {
            var check = _signatures.Check(context.Request, body.Bytes);
            if (check is SignatureCheck.Refused { Error: var error })
            {
                var refused = Decide(activity, asked?.Text, path, new RequestDecision.Refuse(
                    path?.Verdict ?? Verdict.Undecided, Hop: null, $"{error.Type}: {error.Message}", EndpointAction.SignatureRefused, error));
                await AnswerAsync(context, refused, arrived, () => error.WriteAsync(context));
                return;
            }

            // Permissions are those of whoever signed, as in AWS, whose ever the network interface is.
            principal = ((SignatureCheck.Valid)check).Credentials.FunctionName;
            if (principal != _options.Caller)
                path = Find(paths, principal, asked);
        }

        var judgement = path is not null ? RequestDecision.Of(path, _options.Strict)
            : RequestDecision.OfUnknown(
                principal, asked is not null ? $"invoke {asked.Text}" : $"call {context.Request.Method} {context.Request.Path}", _options.Strict);
        if (judgement is RequestDecision.Drop drop)
        {
            await DropAsync(context, activity, asked, path, drop, arrived);
            return;
        }

        var fault = judgement is RequestDecision.Forward ? _faults.Next(context) : null;
        var decision = Decide(activity, asked?.Text, path, judgement, fault);
        await AnswerAsync(context, decision, arrived, () => judgement is RequestDecision.Refuse { Error: var refusal }
            ? refusal.WriteAsync(context)
            : _faulty.SendAsync(context, body.Bytes, fault));
    }

    /// <summary>Waits for an answer, and tells how long it took, whatever came of it.</summary>
    private async Task AnswerAsync(HttpContext context, EndpointDecision decision, long arrived, Func<Task> answer)
    {
        var decided = _options.Time.GetElapsedTime(arrived);
        try
        {
            await answer();
        }
        finally
        {
            _options.Answered?.Invoke(new EndpointAnswer
            {
                Decision = decision,
                Decided = decided,
                Elapsed = _options.Time.GetElapsedTime(arrived),
                Status = IsAnswered(decision) && !context.RequestAborted.IsCancellationRequested ? context.Response.StatusCode : null,
                RequestId = context.Response.Headers["x-amzn-RequestId"],
            });
        }
    }

    private async Task DropAsync(
        HttpContext context, Activity? activity, AskedInvoke? asked, InvokePath? path, RequestDecision.Drop drop, long arrived)
    {
        var decision = Decide(activity, asked?.Text, path, drop);

        // A connection from before the listener was shut: a client that waits on it waits for its whole timeout. Without it the client
        // connects anew, and gets no answer for as long as a connect may take.
        await AnswerAsync(context, decision, arrived, () =>
        {
            if (!_options.FailFast && !_listener.IsShut)
                return FaultyUpstream.SilenceAsync(context, _options.Time);
            context.Abort();
            return Task.CompletedTask;
        });
    }

    /// <summary>A connection that is closed on purpose takes a moment to be known as such.</summary>
    private static bool IsAnswered(EndpointDecision decision) =>
        decision.Action is not (EndpointAction.Dropped or EndpointAction.Aborted) && decision.Fault is null or Fault.Latency or Fault.Throttled or Fault.ServerError;

    /// <summary>What the plan's signs tell of is known by its short name; anything else is asked for.</summary>
    private InvokePath? Find(PathBook paths, string caller, AskedInvoke? asked) => asked switch
    {
        null => null,
        { IsShort: true } when paths.Find(caller, asked.Text) is { } known => known,
        { Function: { } function } when _options.Ask?.Invoke(caller, function) is { } answer => answer,
        _ => paths.Find(caller, asked.Text),
    };

    private EndpointDecision Decide(Activity? activity, string? callee, InvokePath? path, RequestDecision judgement, Fault? fault = null)
    {
        var decision = new EndpointDecision
        {
            Time = _options.Time.GetUtcNow(),
            Caller = _options.Caller,
            Callee = callee,
            Verdict = judgement.Verdict,
            Action = judgement switch
            {
                RequestDecision.Refuse refuse => refuse.Action,
                RequestDecision.Drop => _options.FailFast ? EndpointAction.Aborted : EndpointAction.Dropped,
                _ => EndpointAction.Forwarded,
            },
            Reason = judgement.Reason,
            Hop = judgement.Hop,
            Path = path,
            Fault = fault,
        };
        activity?.Add(decision);
        _options.Decided?.Invoke(decision);
        return decision;
    }
}
