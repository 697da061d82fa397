namespace PrivateInvoke.IntegrationTests.Conformance;

public sealed class SdkInvokeTests : InvokeRows
{
    protected override LambdaClient Client { get; } = new SdkClient();
}

public sealed class SdkEndpointTests : EndpointRows
{
    protected override LambdaClient Client { get; } = new SdkClient();
}

public sealed class AwsCliInvokeTests : InvokeRows
{
    protected override LambdaClient Client { get; } = new AwsCliClient();
}

public sealed class AwsCliEndpointTests : EndpointRows
{
    protected override LambdaClient Client { get; } = new AwsCliClient();
}

public sealed class Boto3InvokeTests : InvokeRows
{
    protected override LambdaClient Client { get; } = new Boto3Client();
}

public sealed class SdkStreamTests : StreamRows
{
    protected override LambdaClient Client { get; } = new SdkClient();
}

public sealed class Boto3StreamTests : StreamRows
{
    protected override LambdaClient Client { get; } = new Boto3Client();
}

public sealed class Boto3EndpointTests : EndpointRows
{
    protected override LambdaClient Client { get; } = new Boto3Client();
}
