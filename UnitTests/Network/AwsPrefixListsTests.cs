using PrivateInvoke.Network;

namespace PrivateInvoke.UnitTests.Network;

public sealed class AwsPrefixListsTests
{
    [Theory]
    [InlineData("com.amazonaws.us-east-1.s3", "10.0.0.0/24")]
    [InlineData("com.amazonaws.us-east-1.dynamodb", "172.16.0.0/16")]
    [InlineData("com.amazonaws.us-east-1.vpc-lattice", "192.168.0.0/24")]
    [InlineData("com.amazonaws.us-east-1.ipv6.route53-healthchecks", "100.64.0.0/16")]
    [InlineData("com.amazonaws.global.groundstation", "10.0.0.0/8")]
    [InlineData("com.amazonaws.global.ipv6.cloudfront.origin-facing", "10.0.0.0/8")]
    public void A_list_of_AWS_holds_no_private_address(string name, string block) =>
        Assert.Equal([], AwsPrefixLists.Blocks(name, new AddressSet.Within(Cidr.Parse(block)), "lambda"));

    [Theory]
    [InlineData("com.amazonaws.us-east-1.s3", "52.216.0.0/15")]
    [InlineData("com.amazonaws.us-east-1.s3", "0.0.0.0/0")]
    [InlineData("com.amazonaws.us-east-1.what-comes-next", "10.0.0.0/24")]
    [InlineData("of-our-own", "10.0.0.0/24")]
    public void What_is_not_documented_is_not_known(string name, string block) =>
        Assert.Null(AwsPrefixLists.Blocks(name, new AddressSet.Within(Cidr.Parse(block)), "lambda"));

    [Theory]
    [InlineData("com.amazonaws.us-east-1.s3", "lambda", Truth.No)]
    [InlineData("com.amazonaws.us-east-1.s3", "s3", Truth.Yes)]
    [InlineData("com.amazonaws.us-east-1.dynamodb", "dynamodb", Truth.Yes)]
    [InlineData("com.amazonaws.us-east-1.dynamodb", "s3", Truth.No)]
    [InlineData("com.amazonaws.us-east-1.ipv6.s3", "s3", Truth.No)]
    [InlineData("com.amazonaws.us-east-1.ipv6.cloudfront.origin-facing", "lambda", Truth.No)]
    public void A_gateways_list_holds_its_services_public_addresses_alone(string name, string service, Truth expected) =>
        Assert.Equal(expected, AddressSet.AwsPublic.Instance.CoveredBy(AwsPrefixLists.Blocks(name, AddressSet.AwsPublic.Instance, service)!));

    [Fact]
    public void Whether_another_list_of_AWS_holds_an_APIs_public_addresses_is_not_known() =>
        Assert.Null(AwsPrefixLists.Blocks("com.amazonaws.global.cloudfront.origin-facing", AddressSet.AwsPublic.Instance, "lambda"));
}
