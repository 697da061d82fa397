using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class TooManyRequestsException : AmazonLambdaException
{
    public TooManyRequestsException() { }

    public TooManyRequestsException(string message) : base(message) { }

    public TooManyRequestsException(string message, Exception innerException) : base(message, innerException) { }

    public TooManyRequestsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public ThrottleReason Reason { get; set; }

    /// <summary>What the body says; the SDK does not look at the Retry-After header.</summary>
    public string RetryAfterSeconds { get; set; }

    /// <summary>Whose fault it is: <c>User</c> or <c>Service</c>.</summary>
    public string Type { get; set; }
}
