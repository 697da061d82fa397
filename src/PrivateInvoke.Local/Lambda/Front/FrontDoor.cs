using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Machine;

namespace PrivateInvoke.Local.Lambda.Front;

/// <summary>
/// A function's HTTP address, as a function URL with AuthType NONE: payload format 2.0, response buffered. A function that fails or
/// runs into its own timeout gives 502, as a function URL does; one that is throttled gives 429.
/// </summary>
public sealed class FrontDoor : IAsyncDisposable
{
    private static readonly byte[] InternalServerError = "{\"message\":\"Internal Server Error\"}"u8.ToArray();
    private static readonly byte[] TooLarge = "{\"message\":\"Request Entity Too Large\"}"u8.ToArray();
    private static readonly byte[] TooManyRequests = "{\"message\":\"Too Many Requests\"}"u8.ToArray();

    private readonly LambdaHost _lambda;
    private readonly FrontDoorOptions _options;
    private readonly RequestEvent _events;
    private LoopbackServer? _server;

    private FrontDoor(LambdaHost lambda, FrontDoorOptions options)
    {
        _lambda = lambda;
        _options = options;
        _events = new RequestEvent(options.Function, options.Time);
    }

    public Uri Address => _server!.Address;

    /// <exception cref="ProblemException">The port is taken.</exception>
    public static async Task<FrontDoor> StartAsync(
        LambdaHost lambda, FrontDoorOptions options, CancellationToken cancellationToken = default)
    {
        var door = new FrontDoor(lambda, options);
        door._server = await LoopbackServer.StartAsync(
            new LoopbackOptions { Name = "the front door", Port = options.Port, Loggers = options.Loggers },
            door.HandleAsync, cancellationToken);
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var activity = FrontDoorActivity.Start(context.Request);
        await InvokeAsync(context, activity?.Context ?? default);
        activity?.Add(context.Response);
    }

    private async Task InvokeAsync(HttpContext context, ActivityContext trace)
    {
        var body = await RequestBody.ReadAsync(context.Request, Limits.SyncPayload);
        if (body.TooLarge)
        {
            await WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge);
            return;
        }

        var requestId = RequestId.New();
        var payload = _events.Write(context, body.Bytes, requestId);
        if (payload.Length > Limits.SyncPayload)
        {
            // A binary body grows by a third on its way into the event.
            await WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge);
            return;
        }

        var outcome = await _lambda.InvokeAsync(_options.Function, new InvokeRequest { Payload = payload, RequestId = requestId, Trace = trace });
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        await (outcome switch
        {
            InvokeOutcome.Answered answered => AnswerAsync(context, answered),
            InvokeOutcome.Throttled => WriteAsync(context, StatusCodes.Status429TooManyRequests, TooManyRequests),
            _ => WriteAsync(context, StatusCodes.Status502BadGateway, InternalServerError),
        });
    }

    private static async Task AnswerAsync(HttpContext context, InvokeOutcome.Answered answered)
    {
        if (ResponseDocument.Parse(answered.Payload) is not { } answer)
        {
            await WriteAsync(context, StatusCodes.Status502BadGateway, InternalServerError);
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.StatusCode;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        foreach (var cookie in answer.Cookies)
            response.Headers.Append("Set-Cookie", cookie);

        // The server frames the message; what the function says of that would contradict it.
        response.Headers.Remove("Transfer-Encoding");
        response.Headers.Remove("Connection");
        if (answer.Body.Length > 0 && response.StatusCode is not (204 or 304) && response.StatusCode >= 200)
        {
            response.ContentLength = answer.Body.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
                await response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
        }
        else
        {
            response.Headers.ContentLength = null;
        }
    }

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
