using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests.Plans;

public sealed class PlannerTests(TestRepository repository)
{
    [Fact(Timeout = 300_000)]
    public async Task A_configuration_is_planned_once_and_its_folder_is_left_as_it_was()
    {
        using var module = new RootModule(repository, File.ReadAllText(Path.Combine(Programs.Repository, "UnitTests", "Plans", "joins", "main.tf")), provider: "");
        var artifacts = module.At("../artifacts");

        var first = await module.PlanAsync(artifacts: artifacts);
        var second = await module.PlanAsync(artifacts: artifacts);

        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.True(first.Plan.IsSettled, string.Join("; ", first.Diagnostics.Select(diagnostic => diagnostic.Text)));
        Assert.Equal(first.Plan.Resources.Select(resource => resource.Address), second.Plan.Resources.Select(resource => resource.Address));
        Assert.Equal([module.At("main.tf")], Directory.EnumerateFileSystemEntries(module.Directory));
        var providers = Path.Combine(artifacts, "terraform", "plugins") + Path.DirectorySeparatorChar;
        Assert.DoesNotContain(
            Directory.EnumerateFiles(artifacts, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(file => !file.EndsWith("main.tf", StringComparison.Ordinal) && !file.StartsWith(providers, StringComparison.Ordinal)),
            file => File.ReadAllText(file).Contains("not-for-disk", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Two_configurations_that_ask_for_the_same_providers_install_them_once()
    {
        using var one = new RootModule(repository, Queue("one"));
        using var other = new RootModule(repository, $"{Queue("other")}\nmodule \"more\" {{\n  source = \"./more\"\n}}");
        other.Write("more/main.tf", Queue("more"));
        var artifacts = one.At("../artifacts");

        await PlanAsync(one);
        var runs = Runs();
        var second = await PlanAsync(other);

        Assert.Contains("version -json", runs);
        var more = Runs().Skip(runs.Length).ToList();
        Assert.DoesNotContain("version -json", more);
        Assert.Single(more, run => run.StartsWith("init ", StringComparison.Ordinal));
        Assert.True(second.Plan.IsSettled, string.Join("; ", second.Diagnostics.Select(diagnostic => diagnostic.Text)));
        Assert.Contains(second.Plan.Resources, resource => resource.Address == "module.more.aws_sqs_queue.this");

        Task<PlannedConfiguration> PlanAsync(RootModule module) => new Planner().PlanAsync(
            new PlanRequest { Directory = module.Directory, Artifacts = artifacts, Executable = repository.CountedTerraform }, null, TestContext.Current.CancellationToken);

        string[] Runs() => File.ReadAllLines(one.At("../runs"));
    }

    /// <summary>terraform reads a module's files when it gets to them: the plan of what was saved meanwhile is not that of what was there before.</summary>
    [Fact(Timeout = 300_000)]
    public async Task What_is_saved_while_it_is_planned_is_planned_again_and_undone_is_planned_anew()
    {
        using var module = new RootModule(repository, """
            module "queue" {
              source = "../modules/queue"
            }
            """);
        var file = module.At("../modules/queue/main.tf");
        module.Write("../modules/queue/main.tf", Queue("before"));
        var artifacts = module.At("../artifacts");

        var saved = await module.PlanAsync(artifacts: artifacts, progress: new AtPlan(() => File.WriteAllText(file, Queue("after"))));
        var again = await module.PlanAsync(artifacts: artifacts);
        File.WriteAllText(file, Queue("before"));
        var undone = await module.PlanAsync(artifacts: artifacts);

        Assert.Equal(("after", "after", "before"), (Name(saved), Name(again), Name(undone)));
        Assert.Equal((true, false), (again.FromCache, undone.FromCache));

        static string Name(PlannedConfiguration planned) =>
            planned.Plan.At("module.queue.aws_sqs_queue.this").Values.Text("name").Match(text => text, () => "", () => "");
    }

    /// <summary>Everybody on a machine can read an argument list, and a variable may be a password.</summary>
    [Fact(Timeout = 300_000)]
    public async Task A_variables_value_is_in_no_argument_of_terraform()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The recording terraform is a shell script.");
        using var module = new RootModule(repository, """
            variable "queue" { type = string }
            variable "tags" { type = map(string) }
            resource "aws_sqs_queue" "this" {
              name = var.queue
              tags = var.tags
            }
            """);
        var (arguments, artifacts) = (module.At("../arguments"), module.At("../artifacts"));

        var planned = await new Planner().PlanAsync(
            new PlanRequest
            {
                Directory = module.Directory,
                Artifacts = artifacts,
                Executable = ShellScript.Write(module.At("../terraform"), $"echo \"$@\" >> '{arguments}'\nexec terraform \"$@\""),
                Variables = new Dictionary<string, string> { ["queue"] = "not-for-all", ["tags"] = """{ secret = "nor-this" }""" },
            },
            null, TestContext.Current.CancellationToken);

        Assert.Equal("not-for-all", planned.Plan.At("aws_sqs_queue.this").Values.Text("name").Match(text => text, () => "", () => ""));
        var recorded = await File.ReadAllTextAsync(arguments, TestContext.Current.CancellationToken);
        Assert.Contains("plan", recorded, StringComparison.Ordinal);
        Assert.DoesNotMatch("not-for-all|nor-this", recorded);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(artifacts, "terraform"), "*.tfvars", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("not-for-all", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_package_that_is_not_built_yet_does_not_keep_a_configuration_from_being_planned()
    {
        using var module = new RootModule(repository, """
            provider "aws" {
              region = "eu-west-1"
            }
            module "function" {
              source  = "../modules/function"
              package = "build/a.zip"
            }
            resource "aws_lambda_layer_version" "this" {
              layer_name       = "this"
              filename         = "layer.zip"
              source_code_hash = filebase64sha256("layer.zip")
            }
            """, provider: "");
        module.Write("../modules/function/main.tf", """
            variable "package" { type = string }
            resource "aws_lambda_function" "this" {
              function_name    = "f"
              role             = "arn:aws:iam::123456789012:role/f"
              runtime          = "python3.13"
              handler          = "f.f"
              filename         = var.package
              source_code_hash = filesha256(abspath(var.package))
            }
            """);

        var planned = await module.PlanAsync();

        Assert.Equal("f", planned.Plan.At("module.function.aws_lambda_function.this").Values.Text("function_name").Match(text => text, () => "", () => ""));
        Assert.Equal(2, planned.Diagnostics.Count(diagnostic => diagnostic.Summary.Contains("not built yet", StringComparison.Ordinal)));
        Assert.Contains("filesha256", File.ReadAllText(module.At("../modules/function/main.tf")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_policy_document_about_what_does_not_exist_yet_is_read()
    {
        using var module = new RootModule(repository, """
            provider "aws" {
              region = "eu-west-1"
            }
            resource "aws_sqs_queue" "this" {
              name = "q"
            }
            module "policy" {
              source     = "../policy"
              depends_on = [aws_sqs_queue.this]
            }
            """, provider: "");
        module.Write("../policy/main.tf", """
            resource "aws_sns_topic" "this" {
              name = "t"
            }
            data "aws_iam_policy_document" "this" {
              statement {
                actions   = ["sns:Publish"]
                resources = [aws_sns_topic.this.arn]
              }
            }
            resource "aws_iam_policy" "this" {
              policy = data.aws_iam_policy_document.this.json
            }
            """);

        var planned = await module.PlanAsync();

        var policy = Assert.IsType<Planned<string>.Known>(planned.Plan.At("module.policy.aws_iam_policy.this").Values.Text("policy")).Value;
        Assert.Contains("arn:aws:sns:eu-west-1:000000000000:t", policy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Variables_without_a_value_are_all_named_with_the_option_that_gives_them_one()
    {
        using var module = new RootModule(repository, "variable \"a\" {}\nvariable \"b\" {}\nprovider \"aws\" {\n  region = var.a\n}\n", provider: "");

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => module.PlanAsync());

        Assert.Contains("--var a=VALUE", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains("--var b=VALUE", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_provider_without_a_region_is_refused()
    {
        using var module = new RootModule(repository, """
            provider "aws" {}
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16"
            }
            """, provider: "");
        var environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(pair => pair.Key is not ("AWS_REGION" or "AWS_DEFAULT_REGION"))
            .ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value!);
        Assert.SkipUnless(System.Environment.GetEnvironmentVariable("AWS_REGION") is null && System.Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION") is null,
            "terraform inherits a region from this process.");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => new Planner(environment, TimeProvider.System).PlanAsync(
            new PlanRequest { Directory = module.Directory, Artifacts = repository.Artifacts }, null, TestContext.Current.CancellationToken));

        Assert.Contains("AWS_REGION", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_syntax_error_has_the_file_and_line_in_the_users_folder()
    {
        using var module = new RootModule(repository, """module "m" { source = "./m" }""", provider: "");
        module.Write("m/main.tf", "locals {\n  a = \n}\n");

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => module.PlanAsync());

        Assert.StartsWith($"'{module.At("m/main.tf")}' line 2: ", problem.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_provider_that_is_nowhere_is_named()
    {
        using var module = new RootModule(repository, """
            terraform {
              required_providers {
                foo = { source = "private-invoke-tests.invalid/acme/foo" }
                bar = { source = "private-invoke-tests.invalid/acme/bar" }
              }
            }
            """, provider: "");

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => module.PlanAsync());

        Assert.Contains("acme/foo' cannot be had", problem.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("acme/bar", problem.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Terraform_that_is_too_old_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for terraform is a shell script.");
        using var module = new RootModule(repository, "", provider: "");
        var script = repository.Script("terraform-1.9", """echo '{"terraform_version":"1.9.8","platform":"linux_amd64"}'""");

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => new Planner().PlanAsync(
                new PlanRequest { Directory = module.Directory, Artifacts = repository.Artifacts, Executable = script }, null, TestContext.Current.CancellationToken));

        Assert.Contains("Terraform 1.9.8", problem.Problem, StringComparison.Ordinal);
    }

    /// <summary>Does something whenever terraform is about to plan.</summary>
    private sealed class AtPlan(Action act) : IProgress<TerraformProgress>
    {
        public void Report(TerraformProgress value)
        {
            if (value is TerraformProgress.CommandStarted { Command: "plan" })
                act();
        }
    }

    private static string Queue(string name) => $$"""
        resource "aws_sqs_queue" "this" {
          name = "{{name}}"
        }
        """;
}
