using System.Text.Json;
using Amazon.Runtime.Internal;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal static class LambdaErrors
{
    /// <param name="error">Code, message, request id.</param>
    /// <param name="body"><c>{"Type":"User","Message":"…"}</c>, and a <c>Reason</c> where a request was throttled.</param>
    public static AmazonLambdaException Make(ErrorResponse error, JsonElement body)
    {
        var (message, inner, type, code, id, status) =
            (error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode);
        var fault = body.String("Type");
        return code switch
        {
            nameof(InvalidParameterValueException) =>
                new InvalidParameterValueException(message, inner, type, code, id, status) { Type = fault },
            nameof(InvalidRequestContentException) =>
                new InvalidRequestContentException(message, inner, type, code, id, status) { Type = fault },
            nameof(InvalidRuntimeException) => new InvalidRuntimeException(message, inner, type, code, id, status) { Type = fault },
            nameof(RequestTooLargeException) => new RequestTooLargeException(message, inner, type, code, id, status) { Type = fault },
            nameof(ResourceConflictException) => new ResourceConflictException(message, inner, type, code, id, status) { Type = fault },
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(message, inner, type, code, id, status) { Type = fault },
            nameof(ResourceNotReadyException) => new ResourceNotReadyException(message, inner, type, code, id, status) { Type = fault },
            nameof(ServiceException) => new ServiceException(message, inner, type, code, id, status) { Type = fault },
            nameof(TooManyRequestsException) => new TooManyRequestsException(message, inner, type, code, id, status)
            {
                Type = fault,
                Reason = body.String("Reason"),
                RetryAfterSeconds = body.String("Retry-After"),
            },
            nameof(UnsupportedMediaTypeException) =>
                new UnsupportedMediaTypeException(message, inner, type, code, id, status) { Type = fault },
            _ => new AmazonLambdaException(message, inner, type, code, id, status),
        };
    }
}
