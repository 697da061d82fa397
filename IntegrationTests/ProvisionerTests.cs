using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Provisioning;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests;

/// <summary>What an Aspire application does with a root module, without Aspire.</summary>
public sealed class ProvisionerTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Without_an_endpoint_it_is_judged_and_its_outputs_are_what_the_plan_knows()
    {
        Programs.Require("terraform");
        using var provisioner = new Provisioner(Options(repository.Infra, new ProvisionTarget.PlanOnly()));

        var provisioned = await provisioner.ProvisionAsync(Cancel);

        Assert.Equal(Verdict.Reachable, provisioned.Judgement.Verdict);
        Assert.Null(provisioned.State);
        Assert.Equal("private-invoke-callee", provisioned.Outputs.Text("callee_function_name"));
        Assert.Contains("vpc_id", Assert.Throws<ProblemException>(() => provisioned.Outputs.Text("vpc_id")).Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => provisioner.DestroyAsync(Cancel));
    }

    [Fact(Timeout = 900_000)]
    public async Task At_an_endpoint_it_is_applied_once_and_outputs_are_the_states()
    {
        Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var root = Directory.CreateDirectory(Path.Combine(repository.Path, $"queue-{Guid.NewGuid():N}")).FullName;
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

            resource "aws_sqs_queue" "this" {
              name = "orders"
            }

            output "url" {
              value = aws_sqs_queue.this.id
            }
            """, Cancel);
        using var provisioner = new Provisioner(Options(root, new ProvisionTarget.Endpoint(moto.Address)));

        var first = await provisioner.ProvisionAsync(Cancel);
        var second = await provisioner.ProvisionAsync(Cancel);
        var destroyed = await provisioner.DestroyAsync(Cancel);

        Assert.Null(first.Judgement.Verdict);
        Assert.IsType<StackState.Applied>(first.State);
        Assert.IsType<StackState.Unchanged>(second.State);
        Assert.EndsWith("/orders", second.Outputs.Text("url"), StringComparison.Ordinal);
        Assert.Equal(1, destroyed.Removed);
    }

    private ProvisionOptions Options(string root, ProvisionTarget target) =>
        new() { Name = "infra", Root = root, Artifacts = Path.Combine(repository.Path, "artifacts"), Target = target };
}
