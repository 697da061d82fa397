using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Answers;

namespace PrivateInvoke.IntegrationTests.Plans;

/// <summary>What data sources read that no account was asked for.</summary>
public sealed class DataWithoutAccountTests(TestRepository repository)
{
    [Fact(Timeout = 300_000)]
    public async Task A_data_source_that_needs_an_account_is_stood_in_for()
    {
        using var module = new RootModule(repository, """
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
            """, provider: """
            provider "aws" {
              region = "eu-west-1"
              assume_role {
                role_arn = "arn:aws:iam::123456789012:role/deploy"
              }
            }
            """);

        var planned = await module.PlanAsync();

        var group = planned.Plan.At("aws_security_group.this").Values;
        Assert.Equal(new Planned<string>.Known("of-123456789012"), group.Text("name"));
        Assert.Equal("data.aws_vpc.main", planned.Plan.Describe(Assert.IsType<Planned<string>.Known>(group.Text("vpc_id")).Value));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_vpc_security_group_egress_rule.this").Values.Text("cidr_ipv4"));
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic.Address == "data.aws_vpc.main");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_prefix_list_of_AWS_keeps_its_name_without_an_account()
    {
        using var module = new RootModule(repository, """
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

        var planned = await module.PlanAsync();

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
        using var module = new RootModule(repository, """
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

        var planned = await module.PlanAsync(answers);

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
    public async Task What_the_configuration_sets_is_known_though_a_data_source_cannot_be_read()
    {
        using var module = new RootModule(repository, """
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

        var planned = await module.PlanAsync();

        var endpoint = planned.Plan.At("aws_vpc_endpoint.this").Values;
        Assert.IsType<Planned<string>.Absent>(endpoint.Text("service_region"));
        Assert.IsType<Planned<bool>.Absent>(endpoint.Flag("private_dns_enabled"));
        Assert.Equal(new Planned<string>.Known("com.amazonaws.eu-west-1.lambda"), planned.Plan.At("aws_vpc_endpoint.named").Values.Text("service_name"));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_policy_is_known_though_the_ARN_of_what_it_allows_is_read_from_AWS()
    {
        using var module = new RootModule(repository, """
            data "aws_secretsmanager_secret" "database" {
              name = "database"
            }
            data "aws_sqs_queue" "each" {
              for_each = toset(["orders"])
              name     = each.key
            }
            data "aws_iam_policy_document" "queues" {
              statement {
                actions   = ["sqs:SendMessage"]
                resources = [data.aws_sqs_queue.each["orders"].arn]
              }
            }
            resource "aws_iam_policy" "queues" {
              policy = data.aws_iam_policy_document.queues.json
            }
            resource "aws_iam_role_policy" "secret" {
              role   = "caller"
              policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = data.aws_secretsmanager_secret.database.arn }] })
            }
            locals {
              secret = data.aws_secretsmanager_secret.database.arn
            }
            module "rotation" {
              source = "./rotation"
              secret = local.secret
            }
            resource "aws_iam_role_policy" "denied" {
              role   = "caller"
              policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "secretsmanager:*", Resource = data.aws_secretsmanager_secret.database.arn }] })
            }
            resource "aws_lambda_function" "this" {
              function_name = "caller"
              role          = "arn:aws:iam::123456789012:role/caller"
              s3_bucket     = "packages"
              s3_key        = "caller.zip"
              handler       = "index.handler"
              runtime       = "nodejs22.x"
              environment {
                variables = { SECRET = data.aws_secretsmanager_secret.database.arn }
              }
            }
            """);
        module.Write("rotation/main.tf", """
            variable "secret" {
              type = string
            }
            resource "aws_iam_role_policy" "this" {
              role   = "caller"
              policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "secretsmanager:RotateSecret", Resource = var.secret }] })
            }
            """);

        var planned = await module.PlanAsync();

        Assert.True(planned.Plan.IsSettled, string.Join("; ", planned.Diagnostics.Select(diagnostic => diagnostic.Text)));
        Assert.Contains("GetSecretValue", Policy("aws_iam_role_policy.secret"), StringComparison.Ordinal);
        Assert.Contains("sqs:SendMessage", Policy("aws_iam_policy.queues"), StringComparison.Ordinal);
        Assert.Contains("secretsmanager:RotateSecret", Policy("module.rotation.aws_iam_role_policy.this"), StringComparison.Ordinal);
        Assert.Equal("", Policy("aws_iam_role_policy.denied"));
        var environment = planned.Plan.At("aws_lambda_function.this").Values.Blocks("environment").Match(blocks => blocks.Single(), () => null!, () => null!);
        Assert.IsType<PlannedValue.Unknown>(environment["variables"] is PlannedValue.Object variables ? variables.Value["SECRET"] : environment["variables"]);

        string Policy(string address) => planned.Plan.At(address).Values.Text("policy").Match(text => text, () => "", () => "absent");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_function_that_is_made_elsewhere_has_the_name_that_it_is_looked_up_by()
    {
        using var module = new RootModule(repository, """
            data "aws_lambda_function" "prices" {
              function_name = "prices"
            }
            data "aws_lambda_alias" "live" {
              function_name = "prices"
              name          = "live"
            }
            data "aws_lambda_function" "other" {
              function_name = "arn:aws:lambda:eu-west-1:123456789012:function:other"
            }
            resource "aws_iam_role_policy" "this" {
              role   = "caller"
              policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = [
                data.aws_lambda_function.prices.arn, data.aws_lambda_alias.live.arn, data.aws_lambda_function.other.arn
              ] }] })
            }
            """);

        var planned = await module.PlanAsync();

        var policy = planned.Plan.At("aws_iam_role_policy.this").Values.Text("policy").Match(text => text, () => "", () => "");
        Assert.Contains(":function:prices\"", policy, StringComparison.Ordinal);
        Assert.Contains(":function:prices:live\"", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("function:other", policy, StringComparison.Ordinal);
    }
}
