using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace LocalStack.Client.Contracts;

public interface ISession
{
    /// <param name="useServiceUrl">
    /// True: the client talks to LocalStack's address. False: it talks to AWS's name for the service through LocalStack as a proxy.
    /// </param>
    [RequiresUnreferencedCode("Finds the client's constructor by reflection.")]
    TClient CreateClientByImplementation<TClient>(bool useServiceUrl = false)
        where TClient : AmazonServiceClient;

    [RequiresUnreferencedCode("Finds the client's constructor by reflection.")]
    AmazonServiceClient CreateClientByImplementation(Type implType, bool useServiceUrl = false);
}
