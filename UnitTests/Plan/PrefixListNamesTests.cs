using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class PrefixListNamesTests
{
    private const string Address = "module.a[\"x\"].data.aws_ec2_managed_prefix_list.this";

    [Theory]
    [InlineData("\"com.amazonaws.eu-west-1.s3\"", "com.amazonaws.eu-west-1.s3")]
    [InlineData("\"com.amazonaws.${data.aws_region.current.name}.s3\"", "com.amazonaws.us-east-1.s3")]
    [InlineData("\"com.amazonaws.global.cloudfront.origin-facing\"", "com.amazonaws.global.cloudfront.origin-facing")]
    [InlineData("\"com.amazonaws.${var.region}.${var.service}\"", null)]
    [InlineData("var.name", null)]
    [InlineData("each.key", null)]
    [InlineData("\"ours\"", null)]
    public void A_name_is_known_where_the_block_writes_its_service(string written, string? name) =>
        Assert.Equal(name, PrefixListNames.Of(new Dictionary<string, string> { ["name"] = written }, Address, "us-east-1"));

    [Theory]
    [InlineData("each.value", "toset([\"com.amazonaws.eu-west-1.s3\"])", "com.amazonaws.eu-west-1.s3", "com.amazonaws.eu-west-1.s3")]
    [InlineData("each.value", "local.lists", "com.amazonaws.eu-west-1.s3", null)]
    [InlineData("\"com.amazonaws.${local.region}.${each.key}\"", "local.lists", "dynamodb", "com.amazonaws.us-east-1.dynamodb")]
    public void A_name_may_be_the_instances_key(string written, string each, string key, string? name) => Assert.Equal(name, PrefixListNames.Of(
        new Dictionary<string, string> { ["name"] = written, ["for_each"] = each }, $"{Address}[\"{key}\"]", "us-east-1"));

    [Fact]
    public void A_name_may_be_a_filter() => Assert.Equal("com.amazonaws.us-east-1.s3", PrefixListNames.Of(
        new Dictionary<string, string> { ["filter.name"] = "\"prefix-list-name\"", ["filter.values"] = "[\"com.amazonaws.${var.region}.s3\"]" },
        Address, "us-east-1"));
}
