#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first two themselves.
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>A root module of somebody else's in an application of somebody else's, applied to a control plane.</summary>
public sealed class TerraformResourceTests(TestRepository repository)
{
    private const string Region = "eu-west-1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 400_000)]
    public async Task A_root_module_is_applied_drifts_is_mended_and_is_destroyed_from_the_dashboard()
    {
        Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var root = Directory.CreateDirectory(Path.Combine(repository.Path, $"queue-{Guid.NewGuid():N}")).FullName;
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

            resource "aws_sqs_queue" "this" {
              name          = var.name
              delay_seconds = 7
            }

            output "url" {
              value = aws_sqs_queue.this.id
            }
            """, Cancel);
        var builder = DistributedApplicationTestingBuilder.Create();
        var infra = builder.AddTerraform("queue", root).WithVariable("name", "orders").WithEndpoint(moto.Address);
        await using var app = await AspireApp.StartAsync(builder, Cancel);

        var applied = await app.RunningAsync("queue", Cancel);
        var url = await infra.GetOutput("url").GetValueAsync(Cancel);
        await moto.AwsAsync(Region, Cancel, "sqs", "set-queue-attributes", "--queue-url", url!, "--attributes", "DelaySeconds=1");
        var refresh = await app.CommandAsync("queue", "refresh", Cancel);
        var drifted = await app.UntilAsync("queue", shown => shown.State?.Text == "Drifted", Cancel);
        var apply = await app.CommandAsync("queue", "apply", Cancel);
        await app.RunningAsync("queue", Cancel);
        var delay = await moto.AwsAsync(
            Region, Cancel, "sqs", "get-queue-attributes", "--queue-url", url!, "--attribute-names", "DelaySeconds", "--query", "Attributes.DelaySeconds");
        var destroy = await app.CommandAsync("queue", "destroy", Cancel);
        var destroyed = await app.UntilAsync("queue", shown => shown.State?.Text == "Destroyed", Cancel);

        Assert.Contains(applied.Properties, property => property is { Name: "terraform.stage", Value: "Applied" });
        Assert.EndsWith("/orders", url, StringComparison.Ordinal);
        Assert.True(refresh.Success, refresh.Message);
        Assert.Contains("aws_sqs_queue.this", refresh.Message, StringComparison.Ordinal);
        Assert.NotNull(drifted);
        Assert.True(apply.Success, apply.Message);
        Assert.Equal("7", delay);
        Assert.Equal("1 destroyed.", destroy.Message);
        Assert.NotNull(destroyed);
    }

    [Fact(Timeout = 200_000)]
    public async Task An_output_that_is_not_declared_is_named_with_those_that_are()
    {
        Programs.Require("terraform");
        var builder = DistributedApplicationTestingBuilder.Create();
        var infra = builder.AddTerraform("infra", repository.Infra);
        await using var app = await AspireApp.StartAsync(builder, Cancel);
        await app.RunningAsync("infra", Cancel);

        var problem = await Assert.ThrowsAsync<ProblemException>(async () => await infra.GetOutput("url").GetValueAsync(Cancel));

        Assert.Contains("'infra' has no output 'url'; it has: callee_function_arn, callee_function_name", problem.Problem, StringComparison.Ordinal);
    }
}
