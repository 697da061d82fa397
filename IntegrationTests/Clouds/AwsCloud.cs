using Amazon;
using Amazon.Lambda;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>An account at AWS, with the credentials that AWS's own chain finds. It costs money, so it has to be asked for.</summary>
internal sealed class AwsCloud : Cloud
{
    private const string Wanted = "PRIVATE_INVOKE_AWS";

    private readonly AmazonLambdaClient _lambda = new(RegionEndpoint.GetBySystemName(Deployment.Region));

    private AwsCloud()
    {
    }

    public override Offer<IReadOnlyDictionary<string, string?>> ControlPlane { get; } =
        new Offer<IReadOnlyDictionary<string, string?>>.Has(new Dictionary<string, string?>());

    public override IAmazonLambda Lambda => _lambda;

    public static Offer<Cloud> Find() =>
        System.Environment.GetEnvironmentVariable(Wanted) != "1" ? new Offer<Cloud>.Lacks($"{Wanted} is not 1")
        : Programs.HasStandIns ? new Offer<Cloud>.Lacks("this build has stand-ins, which are not for AWS")
        : new Offer<Cloud>.Has(new AwsCloud());

    public override ValueTask DisposeAsync()
    {
        _lambda.Dispose();
        return ValueTask.CompletedTask;
    }
}
