using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>infra/modules from another repository, by its address.</summary>
public sealed class ModuleSourceTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task The_modules_serve_another_repository_by_their_git_address()
    {
        Programs.Require("terraform");
        var git = Programs.Require("git");
        var published = repository.InfraWith("main.tf", text => text + "\n");
        await RunAsync(git, published, "init", "--quiet");
        await RunAsync(git, published, "add", "--all");
        await RunAsync(git, published, "-c", "user.name=test", "-c", "user.email=test@test", "commit", "--quiet", "--no-gpg-sign", "--message", "Publish");
        var theirs = Directory.CreateDirectory(Path.Combine(repository.Path, "theirs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(theirs, "main.tf"), Theirs($"git::file://{published}//modules"), Cancel);

        await using var check = Host.Run(theirs, "check", "--infra", ".");
        var exitCode = await check.ExitCodeAsync(Cancel);

        Assert.True(exitCode == 0, $"Exit code {exitCode}. It printed:\n{check.Output}");
        Assert.Contains("orders-api -> orders-prices: Reachable via interface endpoint", check.Printed, StringComparison.Ordinal);
    }

    private static async Task RunAsync(string program, string folder, params string[] arguments)
    {
        await using var running = RunningProgram.Start(program, arguments, folder);
        Assert.True(await running.ExitCodeAsync(Cancel) == 0, running.Output);
    }

    private static string Theirs(string modules) => $$"""
        provider "aws" { region = "eu-west-1" }

        module "network" {
          source = "{{modules}}/network"

          name         = "orders"
          region       = "eu-west-1"
          zones        = ["eu-west-1a", "eu-west-1b"]
          cidr_block   = "10.20.0.0/16"
          connectivity = "endpoint"

          endpoint_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = module.api.role_arn }
              Action    = "lambda:InvokeFunction"
              Resource  = [module.prices.function_arn, "${module.prices.function_arn}:*"]
            }]
          })
        }

        module "api" {
          source = "{{modules}}/function"

          name               = "orders-api"
          description        = "In the VPC."
          package            = "api.zip"
          architecture       = "arm64"
          memory_mb          = 512
          timeout_seconds    = 15
          log_retention_days = 30
          partition          = "aws"
          environment        = { PRICES = module.prices.function_name }
          invocable_arns     = [module.prices.function_arn, "${module.prices.function_arn}:*"]

          vpc = {
            subnet_ids         = module.network.private_subnet_ids
            security_group_ids = [module.network.caller_security_group_id]
          }
        }

        module "prices" {
          source = "{{modules}}/function"

          name               = "orders-prices"
          description        = "Outside the VPC."
          package            = "prices.zip"
          architecture       = "arm64"
          memory_mb          = 512
          timeout_seconds    = 5
          log_retention_days = 30
          partition          = "aws"
        }
        """;
}
