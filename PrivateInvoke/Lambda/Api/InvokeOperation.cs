using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Lambda.Environments;
using PrivateInvoke.Lambda.Events;

namespace PrivateInvoke.Lambda.Api;

/// <summary><c>POST /2015-03-31/functions/NAME/invocations?Qualifier=</c></summary>
internal sealed class InvokeOperation(EventQueue events)
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public async Task HandleAsync(HttpContext context, FunctionPool pool, string? qualifier)
    {
        var headers = context.Request.Headers;
        var type = headers["X-Amz-Invocation-Type"].ToString();
        if (type is not ("" or "RequestResponse" or "Event" or "DryRun"))
        {
            await ApiError.InvalidHeader("X-Amz-Invocation-Type", $"'{type}' is not one of RequestResponse, Event, DryRun").WriteAsync(context);
            return;
        }

        var limit = type is "Event" ? Limits.EventPayload : Limits.SyncPayload;
        var body = await RequestBody.ReadAsync(context.Request, limit);
        if (body.TooLarge)
        {
            await ApiError.TooLarge(limit).WriteAsync(context);
            return;
        }

        if (Request(context, body, qualifier, out var error) is not { } request)
        {
            await error!.WriteAsync(context);
            return;
        }

        context.Response.Headers["x-amzn-RequestId"] = request.RequestId;
        if (type is "DryRun")
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (type is "Event")
        {
            events.Add(pool, request);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        else
        {
            // The client may hang up; as in Lambda, the function runs to its end.
            await WriteAsync(context, await pool.InvokeAsync(request), pool.Function, qualifier);
        }
    }

    private static InvokeRequest? Request(HttpContext context, RequestBody body, string? qualifier, out ApiError? error)
    {
        var headers = context.Request.Headers;
        error = body.Bytes.Length > 0 ? JsonError(body.Bytes) : null;
        string? clientContext = null;
        if (error is null && headers["X-Amz-Client-Context"] is { Count: > 0 } encoded)
        {
            clientContext = DecodeClientContext(encoded.ToString());
            if (clientContext is null)
                error = ApiError.InvalidHeader("X-Amz-Client-Context", "it is not base64 of a JSON object");
        }

        if (error is not null)
            return null;

        return new InvokeRequest
        {
            Payload = body.Bytes.Length > 0 ? body.Bytes : EmptyObject,
            Qualifier = qualifier,
            ClientContext = clientContext,
            TraceId = headers["X-Amzn-Trace-Id"] is { Count: > 0 } trace ? trace.ToString() : null,
            RequestId = Guid.NewGuid().ToString(),
            LogTail = headers["X-Amz-Log-Type"] == "Tail",
        };
    }

    private static async Task WriteAsync(HttpContext context, InvokeOutcome outcome, FunctionSpec function, string? qualifier)
    {
        if (outcome is InvokeOutcome.Throttled throttled)
        {
            await ApiError.Throttled(throttled.Reason).WriteAsync(context, outcome.RequestId);
            return;
        }

        var headers = context.Response.Headers;
        var payload = outcome is InvokeOutcome.Answered answered ? answered.Payload : ((InvokeOutcome.Failed)outcome).Payload;
        headers["X-Amz-Executed-Version"] =
            qualifier is not null && function.Qualifiers.TryGetValue(qualifier, out var version) ? version : "$LATEST";
        if (outcome is InvokeOutcome.Failed)
            headers["X-Amz-Function-Error"] = "Unhandled";
        if (outcome.LogTail is { } tail)
            headers["X-Amz-Log-Result"] = Convert.ToBase64String(tail.Span);
        headers.ContentType = "application/json";
        headers.ContentLength = payload.Length;
        await context.Response.BodyWriter.WriteAsync(payload, context.RequestAborted);
    }

    private static ApiError? JsonError(byte[] payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return ApiError.NotJson(e.Message);
        }
    }

    private static string? DecodeClientContext(string encoded)
    {
        try
        {
            var json = Convert.FromBase64String(encoded);
            using var document = JsonDocument.Parse(json);

            // It becomes a header of the Runtime API, where a line break would end it.
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? Encoding.UTF8.GetString(json).ReplaceLineEndings(" ")
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
