using System.Text.Json;
using System.Text.Json.Nodes;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class EmulatorDifferenceTests
{
    private const string Applied = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private const string Answered = """{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}""";

    private const string Narrowed = """{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "lambda:*", "Resource": "*"}]}""";

    [Theory]
    [InlineData("aws_vpc_endpoint", Applied, Answered, true, true)]
    [InlineData("aws_vpc_endpoint", Applied, Answered, false, false)]
    [InlineData("aws_vpc_endpoint", Applied, Narrowed, true, false)]
    [InlineData("aws_vpc_endpoint", Applied, "no JSON", true, false)]
    [InlineData("aws_vpc_endpoint_policy", Applied, Answered, true, false)]
    public void Only_a_policy_that_lacks_its_Version_and_nothing_else_is_the_emulators(
        string type, string before, string after, bool hasSameName, bool isOwn)
    {
        using var plan = JsonDocument.Parse(new JsonObject
        {
            ["resource_drift"] = new JsonArray(new JsonObject
            {
                ["address"] = "module.network.aws_vpc_endpoint.lambda[0]",
                ["type"] = type,
                ["change"] = new JsonObject
                {
                    ["before"] = new JsonObject { ["policy"] = before, ["name"] = "a" },
                    ["after"] = new JsonObject { ["policy"] = after, ["name"] = hasSameName ? "a" : "b" },
                },
            }),
        }.ToJsonString());

        Assert.Equal(isOwn ? ["module.network.aws_vpc_endpoint.lambda[0]"] : [], EmulatorDifference.Of(plan.RootElement));
    }

    [Fact]
    public void What_was_deleted_is_nobodys_difference()
    {
        using var plan = JsonDocument.Parse("""{"resource_drift":[{"address":"a","type":"aws_vpc_endpoint","change":{"before":{"policy":"{}"},"after":null}}]}""");

        Assert.Empty(EmulatorDifference.Of(plan.RootElement));
    }
}
