using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>What a client's request asks of a function, once it has been read and found right.</summary>
internal abstract record InvokeInput
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();
    private static readonly string[] LogTypes = ["None", "Tail"];

    private InvokeInput()
    {
    }

    /// <param name="Type"><c>RequestResponse</c>, <c>Event</c> or <c>DryRun</c>.</param>
    public sealed record Right(string Type, InvokeRequest Request) : InvokeInput;

    public sealed record Wrong(ApiError Error) : InvokeInput;

    /// <param name="types">The invocation types that the operation knows.</param>
    public static async ValueTask<InvokeInput> ReadAsync(HttpContext context, string? qualifier, params string[] types)
    {
        var type = context.Request.Headers["X-Amz-Invocation-Type"] is { Count: > 0 } given && given != "" ? given.ToString() : "RequestResponse";
        if (!types.Contains(type))
            return new Wrong(ApiError.NoneOf("invocationType", type, types));

        var logType = context.Request.Headers["X-Amz-Log-Type"].ToString();
        if (logType.Length > 0 && !LogTypes.Contains(logType))
            return new Wrong(ApiError.NoneOf("logType", logType, LogTypes));

        var limit = type is "Event" ? Limits.EventPayload : Limits.SyncPayload;
        var body = await RequestBody.ReadAsync(context.Request, limit);
        if (body.TooLarge)
            return new Wrong(ApiError.TooLarge(limit));

        if (body.Bytes.Length > 0 && JsonError(body.Bytes) is { } notJson)
            return new Wrong(notJson);

        var encoded = context.Request.Headers["X-Amz-Client-Context"].ToString();
        if (encoded.Length > Limits.ClientContext)
        {
            return new Wrong(ApiError.InvalidClientContext(
                $"Client context has {encoded.Length} bytes and must be no longer than {Limits.ClientContext}."));
        }

        var clientContext = encoded.Length == 0 ? null : DecodeClientContext(encoded);
        if (encoded.Length > 0 && clientContext is null)
            return new Wrong(ApiError.InvalidClientContext("Client context must be a valid Base64-encoded JSON object."));

        // Lambda hands it to the function for synchronous invokes only.
        return new Right(type, RequestOf(context.Request.Headers, body.Bytes, qualifier, type is "Event" ? null : clientContext));
    }

    private static InvokeRequest RequestOf(IHeaderDictionary headers, byte[] body, string? qualifier, string? clientContext) => new()
    {
        Payload = body.Length > 0 ? body : EmptyObject,
        Qualifier = qualifier,
        ClientContext = clientContext,
        TraceId = headers["X-Amzn-Trace-Id"] is { Count: > 0 } trace ? trace.ToString() : null,
        RequestId = RequestId.New(),
        LogTail = headers["X-Amz-Log-Type"] == "Tail",
    };

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

            return document.RootElement.ValueKind is JsonValueKind.Object ? Encoding.UTF8.GetString(json) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
