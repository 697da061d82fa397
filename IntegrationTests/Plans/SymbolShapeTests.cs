using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Plan;

namespace PrivateInvoke.IntegrationTests.Plans;

public sealed class SymbolShapeTests(TestRepository repository)
{
    [Fact(Timeout = 300_000)]
    public async Task What_aws_assigns_inside_a_list_leads_back_to_its_resource()
    {
        using var module = new RootModule(repository, """
            resource "aws_vpc_endpoint" "this" {
              vpc_id       = "vpc-1"
              service_name = "com.amazonaws.eu-west-1.lambda"
            }
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16"
              tags       = { url = "https://${aws_vpc_endpoint.this.dns_entry[0].dns_name}" }
            }
            """);

        var planned = await module.PlanAsync();

        var name = planned.Plan.At("aws_vpc_endpoint.this").Symbols["dns_entry.dns_name"];
        var tags = Assert.IsType<Planned<IReadOnlyDictionary<string, Planned<string>>>.Known>(planned.Plan.At("aws_vpc.this").Values.Map("tags")).Value;
        Assert.Equal(new Planned<string>.Known($"https://{name}"), tags["url"]);
    }
}
