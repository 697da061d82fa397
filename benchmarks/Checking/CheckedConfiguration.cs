using System.Text;

namespace PrivateInvoke.Benchmarks.Checking;

/// <summary>A root module to be checked, as a folder to copy and files to write into the copy.</summary>
/// <param name="Folder">Null: the files are all.</param>
/// <param name="Edited">The file that a change is written to.</param>
internal sealed record CheckedConfiguration(string Name, string? Folder, IReadOnlyDictionary<string, string> Files, string Edited)
{
    private const string Provider = """
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = "~> 5.100"
            }
          }
        }

        provider "aws" {
          region = "eu-central-1"
        }

        """;

    private const string Vpc = """
        resource "aws_vpc" "this" {
          cidr_block           = "10.0.0.0/16"
          enable_dns_hostnames = true
        }

        resource "aws_subnet" "this" {
          vpc_id     = aws_vpc.this.id
          cidr_block = "10.0.0.0/24"
        }

        resource "aws_security_group" "this" {
          name   = "callers"
          vpc_id = aws_vpc.this.id
        }

        resource "aws_vpc_security_group_egress_rule" "this" {
          security_group_id = aws_security_group.this.id
          cidr_ipv4         = "10.0.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }

        resource "aws_vpc_security_group_ingress_rule" "this" {
          security_group_id = aws_security_group.this.id
          cidr_ipv4         = "10.0.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }

        resource "aws_vpc_endpoint" "lambda" {
          vpc_id              = aws_vpc.this.id
          service_name        = "com.amazonaws.eu-central-1.lambda"
          vpc_endpoint_type   = "Interface"
          private_dns_enabled = true
          subnet_ids          = [aws_subnet.this.id]
          security_group_ids  = [aws_security_group.this.id]
        }

        """;

    private const string Caller = """
          vpc_config {
            subnet_ids         = [aws_subnet.this.id]
            security_group_ids = [aws_security_group.this.id]
          }
          environment {
            variables = { CALLEE = aws_lambda_function.f0.function_name }
          }
        """;

    public static IReadOnlyList<CheckedConfiguration> All(string repository) =>
    [
        new("infra/", Path.Combine(repository, "infra"), new Dictionary<string, string>(), "outputs.tf"),
        new("300 resources", null, new Dictionary<string, string> { ["main.tf"] = Provider + Vpc + Functions(73) }, "main.tf"),
        new(
            "modules and data sources",
            null,
            new Dictionary<string, string> { ["main.tf"] = Provider + Vpc + Modules(8), ["function/main.tf"] = Module },
            "main.tf"),
    ];

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Folder is { } from ? Directory.EnumerateFiles(from, "*.tf", SearchOption.AllDirectories) : [])
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Folder!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    /// <summary>Four resources each: a function, its role, the role's policy and a log group. Each invokes the first.</summary>
    private static string Functions(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append($$"""
                resource "aws_iam_role" "f{{i}}" {
                  name               = "f{{i}}"
                  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
                }

                resource "aws_iam_role_policy" "f{{i}}" {
                  role   = aws_iam_role.f{{i}}.id
                  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["lambda:InvokeFunction", "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"], Resource = "*" }] })
                }

                resource "aws_cloudwatch_log_group" "f{{i}}" {
                  name = "/aws/lambda/f{{i}}"
                }

                resource "aws_lambda_function" "f{{i}}" {
                  function_name = "f{{i}}"
                  role          = aws_iam_role.f{{i}}.arn
                  runtime       = "provided.al2023"
                  handler       = "bootstrap"
                  filename      = "f.zip"
                {{(i == 0 ? "" : Caller)}}
                }


                """);
        }

        return text.ToString();
    }

    private static string Modules(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $$"""
        module "f{{i}}" {
          source  = "./function"
          name    = "f{{i}}"
          subnets = {{(i == 0 ? "[]" : "[aws_subnet.this.id]")}}
          groups  = {{(i == 0 ? "[]" : "[aws_security_group.this.id]")}}
          callee  = {{(i == 0 ? "null" : "module.f0.name")}}
        }


        """));

    private const string Module = """
        variable "name" {
          type = string
        }

        variable "subnets" {
          type = list(string)
        }

        variable "groups" {
          type = list(string)
        }

        variable "callee" {
          type = string
        }

        data "aws_region" "this" {}

        data "aws_partition" "this" {}

        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "Service"
              identifiers = ["lambda.amazonaws.com"]
            }
          }
        }

        data "aws_iam_policy_document" "this" {
          statement {
            actions   = ["lambda:InvokeFunction", "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"]
            resources = ["*"]
          }
        }

        resource "aws_iam_role" "this" {
          name               = var.name
          assume_role_policy = data.aws_iam_policy_document.trust.json
        }

        resource "aws_iam_role_policy" "this" {
          role   = aws_iam_role.this.id
          policy = data.aws_iam_policy_document.this.json
        }

        resource "aws_lambda_function" "this" {
          function_name = var.name
          role          = aws_iam_role.this.arn
          runtime       = "provided.al2023"
          handler       = "bootstrap"
          filename      = "f.zip"

          dynamic "vpc_config" {
            for_each = length(var.subnets) > 0 ? [1] : []
            content {
              subnet_ids         = var.subnets
              security_group_ids = var.groups
            }
          }

          environment {
            variables = { CALLEE = coalesce(var.callee, "none"), REGION = data.aws_region.this.name, PARTITION = data.aws_partition.this.partition }
          }
        }

        output "name" {
          value = aws_lambda_function.this.function_name
        }

        """;
}
