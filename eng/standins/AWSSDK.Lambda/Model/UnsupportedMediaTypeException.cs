using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class UnsupportedMediaTypeException : AmazonLambdaException
{
    public UnsupportedMediaTypeException() { }

    public UnsupportedMediaTypeException(string message) : base(message) { }

    public UnsupportedMediaTypeException(string message, Exception innerException) : base(message, innerException) { }

    public UnsupportedMediaTypeException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Whose fault it is: <c>User</c> or <c>Service</c>.</summary>
    public string Type { get; set; }
}
