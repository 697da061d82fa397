using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.Lambda.Internal;

/// <summary>A configured address as it is; else <c>lambda.REGION.SUFFIX</c>, where the partition gives the suffix.</summary>
public class AmazonLambdaEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var fips = (bool)(parameters["UseFIPS"] ?? throw Invalid("UseFIPS parameter must be set for endpoint resolution"));
        var dualStack = (bool)(parameters["UseDualStack"] ?? throw Invalid("UseDualStack parameter must be set for endpoint resolution"));
        if (parameters["Endpoint"] is string address)
        {
            return (fips, dualStack) switch
            {
                (true, _) => throw Invalid("Invalid Configuration: FIPS and custom endpoint are not supported"),
                (_, true) => throw Invalid("Invalid Configuration: Dualstack and custom endpoint are not supported"),
                _ => new Endpoint(address),
            };
        }

        if (parameters["Region"] is not string region || Fn.Partition(region) is not { } partition)
        {
            throw Invalid("Invalid Configuration: Missing Region");
        }

        if (fips && !Supports(partition, "supportsFIPS"))
        {
            throw Invalid("FIPS is enabled but this partition does not support FIPS");
        }

        if (dualStack && !Supports(partition, "supportsDualStack"))
        {
            throw Invalid("DualStack is enabled but this partition does not support DualStack");
        }

        var suffix = Fn.GetAttr(partition, dualStack ? "dualStackDnsSuffix" : "dnsSuffix");
        return new Endpoint($"https://lambda{(fips ? "-fips" : "")}.{region}.{suffix}");
    }

    private static bool Supports(object partition, string feature) => Equals(Fn.GetAttr(partition, feature), true);

    private static AmazonClientException Invalid(string message) => new(message);
}
