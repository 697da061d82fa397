using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using PrivateInvoke.Local.Lambda.Api;

namespace PrivateInvoke.Local.Lambda.Runtime;

/// <summary>
/// The Runtime API, version 2018-06-01: <c>GET invocation/next</c>, <c>POST invocation/ID/response</c>, <c>…/error</c> and
/// <c>init/error</c>.
/// </summary>
internal static class RuntimeApi
{
    public const string Base = "/2018-06-01/runtime/";

    public const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    private static readonly byte[] Accepted = "{\"status\":\"OK\"}\n"u8.ToArray();

    /// <summary>Serves the environment at whose address the request arrived.</summary>
    public static Task HandleAsync(HttpContext context) =>
        context.Features.Get<IRuntimeSession>() is { } session && context.Request.Path.Value is { } path
            && path.StartsWith(Base, StringComparison.Ordinal)
            ? HandleAsync(context, session, path.AsSpan(Base.Length))
            : RuntimeError.NotFound(context.Request.Path).WriteAsync(context);

    /// <param name="rest">The path after <see cref="Base"/>.</param>
    public static Task HandleAsync(HttpContext context, IRuntimeSession session, ReadOnlySpan<char> rest)
    {
        const string Invocation = "invocation/";
        var post = HttpMethods.IsPost(context.Request.Method);
        if (HttpMethods.IsGet(context.Request.Method) && rest is "invocation/next")
            return NextAsync(context, session);

        if (post && rest is "init/error")
            return InitErrorAsync(context, session);

        if (post && rest.StartsWith(Invocation) && rest[Invocation.Length..].IndexOf('/') is > 0 and var slash)
        {
            var requestId = rest.Slice(Invocation.Length, slash).ToString();
            var what = rest[(Invocation.Length + slash + 1)..];
            if (what is "response")
                return ResponseAsync(context, session, requestId);
            if (what is "error")
                return ErrorAsync(context, session, requestId);
        }

        return RuntimeError.NotFound(context.Request.Path).WriteAsync(context);
    }

    private static async Task NextAsync(HttpContext context, IRuntimeSession session)
    {
        if (await session.NextAsync(context.RequestAborted) is not { } invocation)
        {
            context.Abort();
            return;
        }

        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline.ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = invocation.Arn;
        headers["Lambda-Runtime-Trace-Id"] = invocation.TraceId;
        if (invocation.Request.ClientContext is { } clientContext)
            headers["Lambda-Runtime-Client-Context"] = HeaderText.OfJson(clientContext);
        headers.ContentType = "application/json";
        headers.ContentLength = invocation.Request.Payload.Length;
        await context.Response.BodyWriter.WriteAsync(invocation.Request.Payload, context.RequestAborted);
    }

    private static Task ResponseAsync(HttpContext context, IRuntimeSession session, string requestId)
    {
        // A function that streams takes its time between two parts, up to its timeout.
        if (context.Request.ContentLength is null && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;

        return context.Request.Headers["Lambda-Runtime-Function-Response-Mode"] == "streaming" && session.PartsOf(requestId) is { } parts
            ? StreamedResponse.HandleAsync(context, session, requestId, parts)
            : WholeResponseAsync(context, session, requestId);
    }

    private static async Task WholeResponseAsync(HttpContext context, IRuntimeSession session, string requestId)
    {
        var body = await RequestBody.ReadAsync(context.Request, Limits.SyncPayload);
        if (body.TooLarge)
        {
            var known = session.Answer(requestId, new InvokeOutcome.Failed(
                FunctionFault.ResponseTooLarge, Environments.FaultPayload.ResponseTooLarge(body.Size, Limits.SyncPayload)));
            await (known ? RuntimeError.TooLarge(Limits.SyncPayload) : RuntimeError.UnknownId(requestId)).WriteAsync(context);
            return;
        }

        // A streamed response that fails on the way says so behind its last chunk.
        InvokeOutcome outcome = StreamedResponse.Error(context.Request, body.Bytes) is { } error
            ? new InvokeOutcome.Failed(FunctionFault.Error, error)
            : new InvokeOutcome.Answered(body.Bytes) { ContentType = context.Request.ContentType };
        await AnswerAsync(context, session, requestId, outcome);
    }

    private static async Task ErrorAsync(HttpContext context, IRuntimeSession session, string requestId)
    {
        var body = await RequestBody.ReadAsync(context.Request, Limits.SyncPayload);
        await AnswerAsync(context, session, requestId, new InvokeOutcome.Failed(FunctionFault.Error, ErrorPayload(context.Request, body)));
    }

    private static async Task InitErrorAsync(HttpContext context, IRuntimeSession session)
    {
        var body = await RequestBody.ReadAsync(context.Request, Limits.SyncPayload);
        if (session.FailInit(ErrorPayload(context.Request, body)))
            await AcceptedAsync(context);
        else
            await RuntimeError.InitIsOver.WriteAsync(context);
    }

    public static async Task AnswerAsync(HttpContext context, IRuntimeSession session, string requestId, InvokeOutcome outcome)
    {
        if (!session.Answer(requestId, outcome))
        {
            await RuntimeError.UnknownId(requestId).WriteAsync(context);
            return;
        }

        await AcceptedAsync(context);

        // The client's answer first, which this thread has queued for itself: what is left, the log above all, is behind all others.
        _ = Task.Factory.StartNew(session.Settle, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
    }

    private static async Task AcceptedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Accepted.Length;
        await context.Response.BodyWriter.WriteAsync(Accepted, context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> ErrorPayload(HttpRequest request, RequestBody body) =>
        body.Bytes.Length > 0
            ? body.Bytes
            : Environments.FaultPayload.Of(request.Headers[ErrorTypeHeader].ToString() is { Length: > 0 } type ? type : "Unknown", "");
}
