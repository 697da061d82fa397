using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class ServiceException : AmazonLambdaException
{
    public ServiceException() { }

    public ServiceException(string message) : base(message) { }

    public ServiceException(string message, Exception innerException) : base(message, innerException) { }

    public ServiceException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Whose fault it is: <c>User</c> or <c>Service</c>.</summary>
    public string Type { get; set; }
}
