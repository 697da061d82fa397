namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>A client of the Lambda API that nobody here wrote. It does not retry: a row is about one answer.</summary>
public abstract class LambdaClient
{
    public const string Region = "us-east-1";

    public abstract Task<ClientAnswer> InvokeAsync(Uri api, ClientRequest request, ClientKeys keys, CancellationToken cancel);
}
