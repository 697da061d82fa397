using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Plan;

namespace PrivateInvoke.IntegrationTests.Plans;

/// <summary>What other configurations and ephemeral resources would tell is not asked for.</summary>
public sealed class StatesElsewhereTests(TestRepository repository)
{
    [Fact(Timeout = 300_000)]
    public async Task Another_configurations_state_is_not_read_and_what_it_outputs_is_not_known()
    {
        using var module = new RootModule(repository, """
            data "terraform_remote_state" "network" {
              backend   = "s3"
              workspace = "prod"
              config = {
                bucket = "states"
                key    = "network.tfstate"
                region = "eu-west-1"
              }
            }
            module "function" {
              source     = "./function"
              subnet_ids = data.terraform_remote_state.network.outputs.private_subnets
            }
            resource "aws_security_group" "this" {
              name   = "caller"
              vpc_id = data.terraform_remote_state.network.outputs.vpc.id
            }
            """);
        module.Write("function/main.tf", """
            variable "subnet_ids" {
              type = list(string)
            }
            data "terraform_remote_state" "roles" {
              backend = "remote"
              config = {
                organization = "ours"
                workspaces   = { name = "roles" }
              }
            }
            resource "aws_lambda_function" "this" {
              function_name = "caller"
              role          = data.terraform_remote_state.roles.outputs.roles["caller"]
              s3_bucket     = "packages"
              s3_key        = "caller.zip"
              handler       = "bootstrap"
              runtime       = "provided.al2023"
              vpc_config {
                subnet_ids         = [var.subnet_ids[0]]
                security_group_ids = []
              }
            }
            """);

        var planned = await module.PlanAsync();

        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_security_group.this").Values.Text("vpc_id"));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("module.function.aws_lambda_function.this").Values.Text("role"));
        Assert.DoesNotContain(planned.Plan.Resources, resource => resource.Type == "terraform_data");
        Assert.Equal(
            ["data.terraform_remote_state.network", "module.function.data.terraform_remote_state.roles"],
            planned.Diagnostics.Select(diagnostic => diagnostic.Address).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_state_in_a_local_file_is_read()
    {
        using var module = new RootModule(repository, """
            data "terraform_remote_state" "network" {
              backend = "local"
              config  = { path = "${path.module}/network.tfstate" }
            }
            resource "aws_security_group" "this" {
              vpc_id = data.terraform_remote_state.network.outputs.vpc
            }
            """);
        module.Write("network.tfstate", """
            {"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"a","outputs":{"vpc":{"value":"vpc-0a1b2c3d4e5f60718","type":"string"}},"resources":[]}
            """);

        var planned = await module.PlanAsync();

        Assert.Equal(new Planned<string>.Known("vpc-0a1b2c3d4e5f60718"), planned.Plan.At("aws_security_group.this").Values.Text("vpc_id"));
        Assert.Empty(planned.Diagnostics);
    }

    [Fact(Timeout = 300_000)]
    public async Task Ephemeral_resources_and_states_elsewhere_are_not_read_and_what_depends_on_them_is_not_known()
    {
        using var module = new RootModule(repository, """
            data "terraform_remote_state" "network" {
              backend = "s3"
              config  = { bucket = "states", key = "network", region = "eu-west-1" }
            }
            ephemeral "aws_secretsmanager_secret_version" "password" {
              secret_id = "password"
            }
            resource "aws_security_group" "this" {
              vpc_id     = data.terraform_remote_state.network.outputs.vpcs["main"].ids[0]
              depends_on = [data.terraform_remote_state.network]
            }
            resource "aws_ssm_parameter" "this" {
              name             = "password"
              type             = "String"
              value_wo         = jsondecode(ephemeral.aws_secretsmanager_secret_version.password.secret_string)["password"]
              value_wo_version = 1
            }
            resource "terraform_data" "untyped" {
              input = { group = aws_security_group.this.id }
            }
            resource "aws_security_group" "other" {
              description = terraform_data.untyped.output.group
              vpc_id      = aws_security_group.this.id
            }
            """);

        var planned = await module.PlanAsync();

        Assert.True(planned.Plan.IsSettled, string.Join("; ", planned.Diagnostics.Select(diagnostic => diagnostic.Text)));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_security_group.this").Values.Text("vpc_id"));
        Assert.Equal("aws_security_group.this", planned.Plan.Describe(
            Assert.IsType<Planned<string>.Known>(planned.Plan.At("aws_security_group.other").Values.Text("vpc_id")).Value));
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic.Address == "data.terraform_remote_state.network");
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic is { Line: 5 });
    }
}
