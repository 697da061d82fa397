using PrivateInvoke.IntegrationTests.Deployment;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>An apply goes on with the provider that its plan was made with, and without whoever has started that one.</summary>
public sealed class HandOverTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task An_apply_starts_no_provider_beside_the_one_of_its_plan()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock") || File.Exists("/bin/flock"), "There is no flock.");
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        await using var api = await HeldApi.StartAsync(root.Moto.Address, "None", Cancel);
        root.Endpoint = api.Address;
        IReadOnlyList<int> planned = [];
        IReadOnlyList<int> applying = [];

        await root.Stack(seen: state =>
        {
            if (state is StackState.Planned)
                planned = [.. ProcessTable.ProvidersAt(api.Address)];
            if (state is StackState.Applying { Done: 1 })
                applying = [.. ProcessTable.ProvidersAt(api.Address)];
        }).ApplyAsync(Cancel);

        Assert.Equal(Assert.Single(planned), Assert.Single(applying));
        Assert.Empty(await root.Stack().DetectDriftAsync(Cancel));
    }

    /// <summary>A provider's relative paths start at its own folder, which is where its plan was made.</summary>
    [Fact(Timeout = 300_000)]
    public async Task A_package_that_is_named_from_the_root_module_is_found()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        File.Copy(repository.Package(), Path.Combine(root.Root, "..", "function.zip"));
        root.Write("function.tf", """
            resource "aws_iam_role" "this" {
              name               = var.name
              assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
            }

            resource "aws_lambda_function" "this" {
              function_name = var.name
              role          = aws_iam_role.this.arn
              runtime       = "provided.al2023"
              handler       = "bootstrap"
              filename      = "${path.module}/../function.zip"
            }

            """);
        var plan = await root.Stack().PlanAsync(Cancel);

        Assert.Equal(new StackState.Applied(new StackChanges(4, 0, 0)), await root.Stack().ApplyAsync(plan, Cancel));
    }

    [Fact(Timeout = 300_000)]
    public async Task Each_of_two_configurations_of_the_provider_makes_what_is_its_own()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("there.tf", """
            provider "aws" {
              alias  = "there"
              region = "us-east-2"
            }

            resource "aws_security_group" "there" {
              provider = aws.there
              name     = "there"
            }

            """);

        await root.Stack().ApplyAsync(Cancel);

        Assert.Equal("small", await NamesAsync(root, "eu-central-1"));
        Assert.Equal("there", await NamesAsync(root, "us-east-2"));
    }

    /// <summary>Until the apply both regions are unknown, and both blocks look the same.</summary>
    [Fact(Timeout = 300_000)]
    public async Task Two_configurations_that_only_the_apply_tells_apart_are_kept_apart()
    {
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("main.tf", """
            terraform {
              required_providers {
                aws = {
                  source  = "hashicorp/aws"
                  version = "5.100.0"
                }
              }
            }

            variable "name" {}

            variable "secret" {
              sensitive = true
            }

            resource "terraform_data" "region" {
              for_each = toset(["us-east-1", "us-east-2"])
              input    = each.key
            }

            provider "aws" {
              alias  = "here"
              region = terraform_data.region["us-east-1"].output
            }

            provider "aws" {
              alias  = "there"
              region = terraform_data.region["us-east-2"].output
            }

            resource "aws_security_group" "here" {
              provider = aws.here
              name     = "here"
            }

            resource "aws_security_group" "there" {
              provider = aws.there
              name     = "there"
            }

            """);

        await root.Stack().ApplyAsync(Cancel);

        Assert.Equal("here", await NamesAsync(root, "us-east-1"));
        Assert.Equal("there", await NamesAsync(root, "us-east-2"));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_does_not_end_when_it_is_interrupted_keeps_its_provider_and_nobody_waits_for_either()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds processes in /proc.");
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        await using var api = await HeldApi.StartAsync(root.Moto.Address, "CreateSecurityGroup", Cancel);
        root.Endpoint = api.Address;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var left = root.Stack(time: new HurriedTime()).ApplyAsync(stop.Token);
        await Task.WhenAny(api.HeldAsync(Cancel), left);
        int[] atWork = [root.TerraformAtWork, .. ProcessTable.ProvidersAt(api.Address)];
        ProcessTable.Hold(atWork[0]);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await root.EndProviderAsync();

        Assert.Equal(2, atWork.Length);
        Assert.All(atWork, id => Assert.True(ProcessTable.IsRunning(id)));
        ProcessTable.GoOn(atWork[0]);
        await ProcessTable.GoneAsync(atWork, Cancel);
        api.LetGo();
        Assert.Equal(2, Assert.IsType<StackState.Applied>(await root.Stack().ApplyAsync(Cancel)).Changes.Add);
    }

    private static Task<string> NamesAsync(SmallRoot root, string region) =>
        root.Moto.AwsAsync(region, Cancel, "ec2", "describe-security-groups", "--query", "SecurityGroups[?GroupName!=`default`].GroupName");

    /// <summary>Its minutes are half-seconds.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

        private static TimeSpan Hurried(TimeSpan time) => time > TimeSpan.FromSeconds(30) ? time / 120 : time;
    }
}
