using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>A root module of one setting, which a control plane makes in a moment.</summary>
internal static class SettingsRoot
{
    public const string Region = "eu-west-1";

    public static async Task<string> WriteAsync(TestRepository repository, CancellationToken cancel)
    {
        var root = Directory.CreateDirectory(Path.Combine(repository.Path, $"settings-{Guid.NewGuid():N}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "main.tf"), $$"""
            terraform {
              required_providers {
                aws = {
                  source = "hashicorp/aws"
                }
              }
            }

            provider "aws" {
              region = "{{Region}}"
            }

            variable "name" {
              type = string
            }

            resource "aws_ssm_parameter" "this" {
              name  = var.name
              type  = "String"
              value = "7"
            }

            output "arn" {
              value = aws_ssm_parameter.this.arn
            }
            """, cancel);
        return root;
    }
}
