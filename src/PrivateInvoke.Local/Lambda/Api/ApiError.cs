using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>
/// An error in the shape in which AWS sends it, from which any SDK makes its typed exception: the type in <c>x-amzn-ErrorType</c>,
/// the message in the body.
/// </summary>
public sealed record ApiError(int Status, string Type, string Message)
{
    /// <summary>Whose fault: Lambda's own errors say <c>User</c> or <c>Service</c>, those of the signature check nothing.</summary>
    public string? Fault { get; init; } = "User";

    public string? Reason { get; init; }

    public int? RetryAfterSeconds { get; init; }

    // The service itself writes "message" in some errors and "Message" in others; SDKs read both.
    private string MessageKey { get; init; } = "Message";

    public static ApiError FunctionNotFound(string arn) => new(404, "ResourceNotFoundException", $"Function not found: {arn}");

    public static ApiError NotInRegion(string asked, string here) => new(
        404, "ResourceNotFoundException", $"Functions from '{asked}' are not reachable in this region ('{here}')");

    public static ApiError InvalidName(string text) => new(
        400, "ValidationException",
        $"1 validation error detected: Value '{text}' at 'functionName' failed to satisfy constraint: Member must be a function name, a partial or a full ARN");

    public static ApiError QualifierMismatch { get; } = new(
        400, "InvalidParameterValueException", "The derived qualifier from the function name does not match the specified qualifier.");

    public static ApiError NotInPattern(string member, string value, string pattern) => new(
        400, "ValidationException",
        $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}");

    public static ApiError NotInRange(string member, string value, int from, int to) => new(
        400, "ValidationException",
        $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have value from {from} to {to}");

    public static ApiError NoneOf(string member, string value, IEnumerable<string> values) => new(
        400, "ValidationException",
        $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", values)}]");

    public static ApiError InvalidClientContext(string message) => new(400, "InvalidRequestContentException", message)
    {
        Fault = null,
        MessageKey = "message",
    };

    public static ApiError NotJson(string why) => new(
        400, "InvalidRequestContentException", $"Could not parse request body into json: {why}")
    { MessageKey = "message" };

    public static ApiError TooLarge(long limit) => new(
        413, "RequestTooLargeException", $"Request must be smaller than {limit} bytes for the InvokeFunction operation")
    {
        MessageKey = "message",
    };

    /// <param name="reason">AWS's: <c>ReservedFunctionConcurrentInvocationLimitExceeded</c>.</param>
    public static ApiError Throttled(string reason) => new(429, "TooManyRequestsException", "Rate Exceeded.")
    {
        MessageKey = "message",
        Reason = reason,
        RetryAfterSeconds = 1,
    };

    public static ApiError AccessDenied(string message) => new(403, "AccessDeniedException", message) { Fault = null };

    public static ApiError Recursive(
        string message = "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.") =>
        new(400, "RecursiveInvocationException", message);

    /// <returns>Null when the function ran.</returns>
    public static ApiError? Of(InvokeOutcome outcome) => outcome switch
    {
        InvokeOutcome.Throttled throttled => Throttled(throttled.Reason),
        InvokeOutcome.Recursive => Recursive(),
        _ => null,
    };

    public static ApiError MissingToken { get; } = new(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    {
        Fault = null,
        MessageKey = "message",
    };

    public static ApiError UnknownKey { get; } = new(
        403, "UnrecognizedClientException", "The security token included in the request is invalid.")
    {
        Fault = null,
        MessageKey = "message",
    };

    public static ApiError IncompleteSignature(string message) => new(403, "IncompleteSignatureException", message)
    {
        Fault = null,
        MessageKey = "message",
    };

    public static ApiError InvalidSignature(string message) => new(403, "InvalidSignatureException", message)
    {
        Fault = null,
        MessageKey = "message",
    };

    /// <summary>What API Gateway's front of Lambda says to an operation that is not there.</summary>
    public static ApiError UnknownOperation(string method, string path) => new(
        404, "UnknownOperationException", $"{method} {path} is not an operation of the local Lambda API");

    public async Task WriteAsync(HttpContext context, string? requestId = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, LambdaJson.Writer))
        {
            json.WriteStartObject();
            if (Reason is not null)
                json.WriteString("Reason"u8, Reason);
            if (Fault is not null)
                json.WriteString("Type"u8, Fault);
            json.WriteString(MessageKey, Message);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.Headers["x-amzn-ErrorType"] = Type;
        response.Headers["x-amzn-RequestId"] = requestId ?? RequestId.New();
        if (RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
