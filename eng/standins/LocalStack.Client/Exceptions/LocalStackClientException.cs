namespace LocalStack.Client.Exceptions;

public class LocalStackClientException : Exception
{
    protected LocalStackClientException() { }

    protected LocalStackClientException(string message) : base(message) { }

    protected LocalStackClientException(string message, Exception exception) : base(message, exception) { }
}
