using PrivateInvoke.Network;

namespace PrivateInvoke.UnitTests.Network;

public sealed class ApiAddressTests
{
    [Theory]
    [InlineData("lambda", "us-east-1", "lambda.us-east-1.amazonaws.com")]
    [InlineData("lambda", "cn-north-1", "lambda.cn-north-1.amazonaws.com.cn")]
    [InlineData("ecr.api", "eu-west-1", "api.ecr.eu-west-1.amazonaws.com")]
    [InlineData("sagemaker.runtime", "eu-west-1", "runtime.sagemaker.eu-west-1.amazonaws.com")]
    [InlineData("kinesis-streams", "eu-west-1", "kinesis.eu-west-1.amazonaws.com")]
    [InlineData("kinesis-firehose", "eu-west-1", "firehose.eu-west-1.amazonaws.com")]
    [InlineData("codeartifact.api", "eu-west-1", "codeartifact.eu-west-1.amazonaws.com")]
    public void An_endpoint_service_has_the_host_that_an_SDK_calls(string service, string region, string host) =>
        Assert.Equal(host, ApiAddress.HostOf(service, region));

    [Theory]
    [InlineData("https://lambda.us-east-1.amazonaws.com", "lambda.us-east-1.amazonaws.com")]
    [InlineData("https://lambda-fips.us-east-1.amazonaws.com/", "lambda-fips.us-east-1.amazonaws.com")]
    [InlineData("https://lambda.us-east-1.api.aws", "lambda.us-east-1.api.aws")]
    [InlineData("https://vpce-1-2.lambda.us-east-1.vpce.amazonaws.com", "vpce-1-2.lambda.us-east-1.vpce.amazonaws.com")]
    [InlineData("http://localhost:4566", "localhost")]
    public void A_host_that_was_read_has_the_same_name(string url, string host) => Assert.Equal(host, ApiAddress.Parse(url).Name);
}
