using PrivateInvoke.Answers;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>What a plan reads that no account was asked for.</summary>
public sealed class PlanWithoutAccountTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_data_source_that_needs_an_account_is_stood_in_for()
    {
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
              assume_role {
                role_arn = "arn:aws:iam::123456789012:role/deploy"
              }
            }
            data "aws_caller_identity" "current" {}
            data "aws_vpc" "main" {
              tags = { Name = "main" }
            }
            resource "aws_security_group" "this" {
              name   = "of-${data.aws_caller_identity.current.account_id}"
              vpc_id = data.aws_vpc.main.id
            }
            resource "aws_vpc_security_group_egress_rule" "this" {
              security_group_id = aws_security_group.this.id
              cidr_ipv4         = data.aws_vpc.main.cidr_block
              ip_protocol       = "-1"
            }
            """);

        var planned = await Planning.Async(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var group = planned.Plan.At("aws_security_group.this").Values;
        Assert.Equal(new Planned<string>.Known("of-000000000000"), group.Text("name"));
        Assert.Equal("data.aws_vpc.main", planned.Plan.Describe(Assert.IsType<Planned<string>.Known>(group.Text("vpc_id")).Value));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_vpc_security_group_egress_rule.this").Values.Text("cidr_ipv4"));
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic.Address == "data.aws_vpc.main");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_prefix_list_of_AWS_keeps_its_name_without_an_account()
    {
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
            data "aws_region" "current" {}
            data "aws_ec2_managed_prefix_list" "s3" {
              name = "com.amazonaws.${data.aws_region.current.name}.s3"
            }
            data "aws_prefix_list" "dynamodb" {
              filter {
                name   = "prefix-list-name"
                values = ["com.amazonaws.eu-west-1.dynamodb"]
              }
            }
            resource "aws_security_group" "this" {
              egress {
                from_port       = 443
                to_port         = 443
                protocol        = "tcp"
                prefix_list_ids = [data.aws_ec2_managed_prefix_list.s3.id, data.aws_prefix_list.dynamodb.id]
              }
            }
            """);

        var planned = await Planning.Async(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var egress = Assert.IsType<Planned<IReadOnlyList<PlannedObject>>.Known>(planned.Plan.At("aws_security_group.this").Values.Blocks("egress")).Value;
        var lists = Assert.IsType<Planned<IReadOnlyList<Planned<string>>>.Known>(Assert.Single(egress).Texts("prefix_list_ids")).Value;
        var model = PrivateInvoke.Cloud.CloudModel.Read(planned.Plan);
        Assert.Equal(
            ["com.amazonaws.eu-west-1.dynamodb", "com.amazonaws.eu-west-1.s3"],
            lists.Select(list => ((Planned<string>.Known)model.PrefixLists.Find(list)!.Name).Value).Order());
    }

    [Fact(Timeout = 300_000)]
    public async Task What_AWS_answers_every_account_is_read_with_none()
    {
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
            data "aws_iam_policy" "eni" {
              arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"
            }
            data "aws_iam_policy" "invoke" {
              name = "AWSLambdaRole"
            }
            data "aws_vpc_endpoint_service" "lambda" {
              service = "lambda"
            }
            data "aws_kms_key" "this" {
              key_id = "alias/ours"
            }
            resource "aws_iam_policy" "copy" {
              policy = data.aws_iam_policy.eni.policy
            }
            resource "aws_iam_role_policy_attachment" "this" {
              role       = "caller"
              policy_arn = data.aws_iam_policy.invoke.arn
            }
            resource "aws_vpc_endpoint" "this" {
              vpc_id            = "vpc-0123456789abcdef0"
              service_name      = data.aws_vpc_endpoint_service.lambda.service_name
              vpc_endpoint_type = data.aws_vpc_endpoint_service.lambda.service_type
            }
            """);
        await using var answers = new AwsAnswers();

        var planned = await new Planner(answers).PlanAsync(
            new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, null, TestContext.Current.CancellationToken);

        var endpoint = planned.Plan.At("aws_vpc_endpoint.this").Values;
        Assert.Equal(new Planned<string>.Known("com.amazonaws.eu-west-1.lambda"), endpoint.Text("service_name"));
        Assert.Equal(new Planned<string>.Known("Interface"), endpoint.Text("vpc_endpoint_type"));
        Assert.Equal(
            new Planned<string>.Known("arn:aws:iam::aws:policy/service-role/AWSLambdaRole"),
            planned.Plan.At("aws_iam_role_policy_attachment.this").Values.Text("policy_arn"));
        var copied = Assert.IsType<Planned<string>.Known>(planned.Plan.At("aws_iam_policy.copy").Values.Text("policy"));
        Assert.Contains("ec2:CreateNetworkInterface", copied.Value, StringComparison.Ordinal);
        var warning = Assert.Single(planned.Diagnostics);
        Assert.Equal(("data.aws_kms_key.this", "A data source needs AWS, so what it reads is not known"), (warning.Address, warning.Text));
    }

    [Fact(Timeout = 300_000)]
    public async Task Another_configurations_state_is_not_read_and_what_it_outputs_is_not_known()
    {
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
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
        folder.Write("infra/function/main.tf", """
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

        var planned = await Planning.Async(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

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
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/network.tfstate", """
            {"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"a","outputs":{"vpc":{"value":"vpc-0a1b2c3d4e5f60718","type":"string"}},"resources":[]}
            """);
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
            data "terraform_remote_state" "network" {
              backend = "local"
              config  = { path = "${path.module}/network.tfstate" }
            }
            resource "aws_security_group" "this" {
              vpc_id = data.terraform_remote_state.network.outputs.vpc
            }
            """);

        var planned = await Planning.Async(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        Assert.Equal(new Planned<string>.Known("vpc-0a1b2c3d4e5f60718"), planned.Plan.At("aws_security_group.this").Values.Text("vpc_id"));
        Assert.Empty(planned.Diagnostics);
    }

    [Fact(Timeout = 300_000)]
    public async Task What_the_configuration_sets_is_known_though_a_data_source_cannot_be_read()
    {
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
            data "aws_caller_identity" "current" {}
            data "aws_vpc_endpoint_service" "each" {
              for_each = toset(["lambda"])
              service  = each.key
            }
            resource "aws_vpc_endpoint" "named" {
              vpc_id       = "vpc-1"
              service_name = data.aws_vpc_endpoint_service.each["lambda"].service_name
            }
            resource "aws_vpc_endpoint" "this" {
              vpc_id       = "vpc-1"
              service_name = "com.amazonaws.us-east-1.lambda"
              tags         = { account = data.aws_caller_identity.current.account_id }
            }
            """);

        var planned = await Planning.Async(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var endpoint = planned.Plan.At("aws_vpc_endpoint.this").Values;
        Assert.IsType<Planned<string>.Absent>(endpoint.Text("service_region"));
        Assert.IsType<Planned<bool>.Absent>(endpoint.Flag("private_dns_enabled"));
        Assert.Equal(new Planned<string>.Known("com.amazonaws.eu-west-1.lambda"), planned.Plan.At("aws_vpc_endpoint.named").Values.Text("service_name"));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_aws_assigns_inside_a_list_leads_back_to_its_resource()
    {
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
            resource "aws_vpc_endpoint" "this" {
              vpc_id       = "vpc-1"
              service_name = "com.amazonaws.eu-west-1.lambda"
            }
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16"
              tags       = { url = "https://${aws_vpc_endpoint.this.dns_entry[0].dns_name}" }
            }
            """);

        var planned = await Planning.Async(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var name = planned.Plan.At("aws_vpc_endpoint.this").Symbols["dns_entry.dns_name"];
        var tags = Assert.IsType<Planned<IReadOnlyDictionary<string, Planned<string>>>.Known>(planned.Plan.At("aws_vpc.this").Values.Map("tags")).Value;
        Assert.Equal(new Planned<string>.Known($"https://{name}"), tags["url"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Ephemeral_resources_and_states_elsewhere_are_not_read_and_what_depends_on_them_is_not_known()
    {
        Planning.SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
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

        var planned = await Planning.Async(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        Assert.True(planned.Plan.IsSettled, string.Join("; ", planned.Diagnostics.Select(diagnostic => diagnostic.Text)));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_security_group.this").Values.Text("vpc_id"));
        Assert.Equal("aws_security_group.this", planned.Plan.Describe(
            Assert.IsType<Planned<string>.Known>(planned.Plan.At("aws_security_group.other").Values.Text("vpc_id")).Value));
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic.Address == "data.terraform_remote_state.network");
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic is { Line: 8 });
    }
}
