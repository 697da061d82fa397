using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests;

/// <summary>What an Aspire application does with a root module, without Aspire.</summary>
public sealed class ModuleDeploymentTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Without_an_endpoint_it_is_judged_and_its_outputs_are_what_the_plan_knows()
    {
        Programs.Require("terraform");
        await using var deployment = new ModuleDeployment(Options(repository.Infra, new DeploymentTarget.PlanOnly()));

        var deployed = await deployment.DeployAsync(Cancel);

        Assert.Equal(Verdict.Reachable, deployed.Configuration.Verdict);
        Assert.Null(deployed.State);
        Assert.Equal("private-invoke-callee", deployed.Outputs.Text("callee_function_name"));
        Assert.Contains("vpc_id", Assert.Throws<ProblemException>(() => deployed.Outputs.Text("vpc_id")).Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => deployment.DestroyAsync(Cancel));
    }

    [Fact(Timeout = 300_000)]
    public async Task At_an_endpoint_it_is_applied_once_and_outputs_are_the_states()
    {
        Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var root = Directory.CreateDirectory(Path.Combine(repository.Path, $"log-{Guid.NewGuid():N}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "main.tf"), """
            terraform {
              required_providers {
                aws = {
                  source = "hashicorp/aws"
                }
              }
            }

            provider "aws" {
              region = "eu-west-1"
            }

            resource "aws_cloudwatch_log_group" "this" {
              name = "orders"
            }

            output "arn" {
              value = aws_cloudwatch_log_group.this.arn
            }
            """, Cancel);
        await using var deployment = new ModuleDeployment(Options(root, new DeploymentTarget.Endpoint(moto.Address)));

        var first = await deployment.DeployAsync(Cancel);
        var providers = Providers(moto.Address);
        var second = await deployment.DeployAsync(Cancel);
        var destroyed = await deployment.DestroyAsync(Cancel);

        Assert.Null(first.Configuration.Verdict);
        Assert.IsType<StackState.Applied>(first.State);
        Assert.IsType<StackState.Unchanged>(second.State);
        Assert.EndsWith(":orders", second.Outputs.Text("arn"), StringComparison.Ordinal);
        Assert.Equal(1, destroyed.Removed);
        Assert.Equal(0, providers);
    }

    /// <summary>Those that have the target's credentials.</summary>
    private static int Providers(Uri target) => !OperatingSystem.IsLinux() ? 0 : ProcessTable.ChildrenOf(System.Environment.ProcessId)
        .Count(id => ProcessTable.CommandOf(id) is [_, "-debug"] && ProcessTable.VariableOf(id, "AWS_ENDPOINT_URL") == target.ToString().TrimEnd('/'));

    private DeploymentOptions Options(string root, DeploymentTarget target) =>
        new() { Name = "infra", Root = root, Artifacts = repository.Artifacts, Target = target };
}
