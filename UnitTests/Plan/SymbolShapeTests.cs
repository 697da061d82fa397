using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class SymbolShapeTests
{
    [Theory]
    [InlineData("aws_vpc", "id", "vpc-0")]
    [InlineData("aws_subnet", "id", "subnet-0")]
    [InlineData("aws_security_group", "id", "sg-0")]
    [InlineData("aws_vpc_endpoint", "id", "vpce-0")]
    [InlineData("aws_vpc_endpoint", "network_interface_ids", "eni-0")]
    [InlineData("aws_vpc", "default_route_table_id", "rtb-0")]
    [InlineData("aws_nat_gateway", "id", "nat-0")]
    [InlineData("aws_subnet", "arn", "arn:aws:ec2:eu-west-1:000000000000:subnet/subnet-0")]
    [InlineData("aws_sqs_queue", "arn", "arn:aws:sqs:eu-west-1:000000000000:")]
    [InlineData("aws_opensearch_domain", "arn", "arn:aws:opensearch:eu-west-1:000000000000:domain/")]
    public void Symbols_look_like_what_aws_assigns(string type, string path, string prefix) =>
        Assert.StartsWith(prefix, SymbolShape.Of(Resource(type), path, "eu-west-1").Value, StringComparison.Ordinal);

    [Theory]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:")]
    [InlineData("cn-north-1", "arn:aws-cn:")]
    public void Arns_are_in_the_regions_partition(string region, string prefix) =>
        Assert.StartsWith(prefix, SymbolShape.Of(Resource("aws_vpc"), "arn", region).Value, StringComparison.Ordinal);

    [Fact]
    public void A_vpc_is_made_with_one_route_table_that_is_main_and_default()
    {
        var vpc = Resource("aws_vpc");

        Assert.Equal(SymbolShape.Of(vpc, "default_route_table_id", "eu-west-1"), SymbolShape.Of(vpc, "main_route_table_id", "eu-west-1"));
    }

    [Fact]
    public void A_role_without_a_name_has_one_symbol_for_its_name_and_its_id()
    {
        var role = Resource("aws_iam_role");
        var id = SymbolShape.Of(role, "id", "eu-west-1");

        Assert.Equal(id, SymbolShape.Of(role, "name", "eu-west-1"));
        Assert.EndsWith(id.Value, SymbolShape.Of(role, "arn", "eu-west-1").Value, StringComparison.Ordinal);
        Assert.True(id.IsUnique);
    }

    [Fact]
    public void The_caller_identity_is_identified_by_the_account() => Assert.Equal(
        SymbolShape.Of(Resource("aws_caller_identity"), "account_id", "eu-west-1"), SymbolShape.Of(Resource("aws_caller_identity"), "id", "eu-west-1"));

    [Fact]
    public void An_elastic_ip_has_one_symbol_for_its_id_and_its_allocation() => Assert.Equal(
        SymbolShape.Of(Resource("aws_eip"), "id", "eu-west-1"), SymbolShape.Of(Resource("aws_eip"), "allocation_id", "eu-west-1"));

    [Theory]
    [InlineData("ipv6_cidr_block")]
    [InlineData("cidr_block")]
    [InlineData("public_ip")]
    [InlineData("policy")]
    public void What_a_configuration_computes_with_is_recognized_in_what_comes_of_it(string path) =>
        Assert.True(StandIn.IsIn($"x {SymbolShape.Of(Resource("aws_vpc"), path, "eu-west-1").Value} y"));

    [Fact]
    public void Overrides_are_written_as_terraform_reads_them()
    {
        var schema = ResourceSchema.Empty with
        {
            Computed = new Dictionary<string, ComputedAttribute>
            {
                ["id"] = new(true, AttributeType.Text.Instance),
                ["names"] = new(false, new AttributeType.List(AttributeType.Text.Instance)),
                ["size"] = new(false, AttributeType.Number.Instance),
            },
        };
        var resource = Resource("aws_vpc", "id", "names", "size") with { Address = "aws_vpc.this[\"a\"]" };
        var symbols = new ResourceSymbols(resource, schema, "eu-west-1");

        Assert.Equal(
            $$"""
            run "symbols" {
              command = plan

              override_resource {
                target          = aws_vpc.this["a"]
                override_during = plan
                values = { id = "{{symbols.Symbols["id"].Value}}", names = ["{{symbols.Symbols["names"].Value}}",], }
              }
            }

            """,
            OverrideFile.Write([symbols], TerraformProduct.Terraform));
    }

    private static RawResource Resource(string type, params string[] unknown) => new()
    {
        Address = $"{type}.this",
        Type = type,
        Name = "this",
        Values = new PlannedObject(new Dictionary<string, PlannedValue>(
            unknown.Select(name => KeyValuePair.Create(name, (PlannedValue)PlannedValue.Unknown.Instance)))
        {
            ["path"] = new PlannedValue.Text("/"),
        }),
    };
}
