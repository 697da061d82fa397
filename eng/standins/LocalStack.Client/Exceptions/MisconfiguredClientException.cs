namespace LocalStack.Client.Exceptions;

public class MisconfiguredClientException : LocalStackClientException
{
    public MisconfiguredClientException() { }

    public MisconfiguredClientException(string message) : base(message) { }

    public MisconfiguredClientException(string message, Exception exception) : base(message, exception) { }
}
