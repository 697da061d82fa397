using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class SourceMapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SourceMap _map;

    public SourceMapTests()
    {
        _folder.Write("infra/main.tf", """
            # The network.
            module "network" {
              source = "../modules/network"
            }

            module "bought" {
              source  = "terraform-aws-modules/vpc/aws"
            }

            resource "aws_iam_role" "caller" {
              name = "caller"
            }

            data "aws_region" "here" {}
            """);
        _folder.Write("infra/main_override.tf", """resource "aws_iam_role" "caller" { }""");
        _folder.Write("infra/more.tf.json", """{ "resource": { "aws_sqs_queue": { "jobs": {} } } }""");
        _folder.Write("modules/network/main.tf", """
            resource "aws_vpc" "this" {}

            module "groups" { source = "./groups" }
            """);
        _folder.Write("modules/network/groups/groups.tf", "\n\nresource \"aws_security_group\" \"caller\" {\n}\n");
        _map = SourceMap.Read(_folder.At("infra"), _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("aws_iam_role.caller", "infra/main.tf", 10)]
    [InlineData("aws_iam_role.caller[0]", "infra/main.tf", 10)]
    [InlineData("data.aws_region.here", "infra/main.tf", 14)]
    [InlineData("module.network", "infra/main.tf", 2)]
    [InlineData("module.network.aws_vpc.this[\"a.b]\\\"c\"]", "modules/network/main.tf", 1)]
    [InlineData("module.network[\"x.module.y\"].module.groups[0].aws_security_group.caller", "modules/network/groups/groups.tf", 3)]
    [InlineData("aws_sqs_queue.jobs", "infra/more.tf.json", 1)]
    [InlineData("module.bought.module.inner.aws_vpc.this[0]", "infra/main.tf", 6)]
    [InlineData("module.network.aws_vpc.gone", "infra/main.tf", 2)]
    public void An_address_leads_to_its_block_or_to_the_call_that_leads_there(string address, string file, int line) =>
        Assert.Equal(new SourceLocation(file, line), _map.Find(address));

    [Theory]
    [InlineData("aws_vpc.gone")]
    [InlineData("module.gone.aws_vpc.this")]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess")]
    [InlineData("sg-0123")]
    [InlineData("module")]
    [InlineData("")]
    public void What_is_not_written_there_is_not_found(string address) => Assert.Null(_map.Find(address));

    [Fact]
    public void A_file_outside_the_folder_keeps_its_whole_path() =>
        Assert.Equal(_folder.At("modules", "network", "main.tf").Replace('\\', '/'),
            SourceMap.Read(_folder.At("infra"), _folder.At("infra")).Find("module.network.aws_vpc.this")?.File);
}
