using PrivateInvoke.Answers;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>With the real terraform where there is one.</summary>
public sealed class PlannerTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_configuration_is_planned_once_and_its_folder_is_left_as_it_was()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", File.ReadAllText(Scenario.FileOf("joins", "main.tf")));
        var request = new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") };

        var first = await PlanAsync(request, TestContext.Current.CancellationToken);
        var second = await PlanAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.True(first.Plan.IsSettled, string.Join("; ", first.Diagnostics.Select(diagnostic => diagnostic.Text)));
        Assert.Equal(first.Plan.Resources.Select(resource => resource.Address), second.Plan.Resources.Select(resource => resource.Address));
        Assert.Equal([folder.At("infra", "main.tf")], Directory.EnumerateFileSystemEntries(folder.At("infra")));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.At("artifacts"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(file => !file.EndsWith("main.tf", StringComparison.Ordinal)),
            file => File.ReadAllText(file).Contains("not-for-disk", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_data_source_that_needs_an_account_is_stood_in_for()
    {
        SkipWithoutTerraform();
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

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var group = planned.Plan.At("aws_security_group.this").Values;
        Assert.Equal(new Planned<string>.Known("of-000000000000"), group.Text("name"));
        Assert.Equal("data.aws_vpc.main", planned.Plan.Describe(Assert.IsType<Planned<string>.Known>(group.Text("vpc_id")).Value));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_vpc_security_group_egress_rule.this").Values.Text("cidr_ipv4"));
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic.Address == "data.aws_vpc.main");
    }

    [Fact(Timeout = 300_000)]
    public async Task What_AWS_answers_every_account_is_read_with_none()
    {
        SkipWithoutTerraform();
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
        SkipWithoutTerraform();
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

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_security_group.this").Values.Text("vpc_id"));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("module.function.aws_lambda_function.this").Values.Text("role"));
        Assert.DoesNotContain(planned.Plan.Resources, resource => resource.Type == "terraform_data");
        Assert.Equal(
            ["data.terraform_remote_state.network", "module.function.data.terraform_remote_state.roles"],
            planned.Diagnostics.Select(diagnostic => diagnostic.Address).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_the_configuration_sets_is_known_though_a_data_source_cannot_be_read()
    {
        SkipWithoutTerraform();
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

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var endpoint = planned.Plan.At("aws_vpc_endpoint.this").Values;
        Assert.IsType<Planned<string>.Absent>(endpoint.Text("service_region"));
        Assert.IsType<Planned<bool>.Absent>(endpoint.Flag("private_dns_enabled"));
        Assert.Equal(new Planned<string>.Known("com.amazonaws.eu-west-1.lambda"), planned.Plan.At("aws_vpc_endpoint.named").Values.Text("service_name"));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_aws_assigns_inside_a_list_leads_back_to_its_resource()
    {
        SkipWithoutTerraform();
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

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var name = planned.Plan.At("aws_vpc_endpoint.this").Symbols["dns_entry.dns_name"];
        var tags = Assert.IsType<Planned<IReadOnlyDictionary<string, Planned<string>>>.Known>(planned.Plan.At("aws_vpc.this").Values.Map("tags")).Value;
        Assert.Equal(new Planned<string>.Known($"https://{name}"), tags["url"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Ephemeral_resources_and_states_elsewhere_are_not_read_and_what_depends_on_them_is_not_known()
    {
        SkipWithoutTerraform();
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

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        Assert.True(planned.Plan.IsSettled, string.Join("; ", planned.Diagnostics.Select(diagnostic => diagnostic.Text)));
        Assert.IsType<Planned<string>.Unknown>(planned.Plan.At("aws_security_group.this").Values.Text("vpc_id"));
        Assert.Equal("aws_security_group.this", planned.Plan.Describe(
            Assert.IsType<Planned<string>.Known>(planned.Plan.At("aws_security_group.other").Values.Text("vpc_id")).Value));
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic.Address == "data.terraform_remote_state.network");
        Assert.Contains(planned.Diagnostics, diagnostic => diagnostic is { Line: 8 });
    }

    [Fact(Timeout = 300_000)]
    public async Task Providers_with_other_credentials_make_resources_of_what_may_be_another_account()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
            provider "aws" {
              alias  = "near"
              region = "eu-west-2"
            }
            provider "aws" {
              alias  = "payments"
              region = "eu-west-1"
              assume_role {
                role_arn = "arn:aws:iam::222222222222:role/deploy"
              }
            }
            resource "aws_vpc" "own" {
              cidr_block = "10.0.0.0/16"
            }
            resource "aws_vpc" "near" {
              provider   = aws.near
              cidr_block = "10.0.0.0/16"
            }
            module "payments" {
              source    = "./payments"
              providers = { aws = aws.payments }
            }
            """);
        folder.Write("infra/payments/main.tf", """
            data "aws_caller_identity" "current" {}
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16"
              tags       = { account = data.aws_caller_identity.current.account_id }
            }
            """);

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        Assert.Equal("000000000000", Account("aws_vpc.own"));
        Assert.Equal("000000000000", Account("aws_vpc.near"));
        Assert.Equal("000000000001", Account("module.payments.aws_vpc.this"));
        Assert.Equal("000000000001", planned.Plan.At("module.payments.aws_vpc.this").Values.Map("tags").Match(
            tags => tags["account"], () => "", () => "").Match(text => text, () => "", () => ""));

        string Account(string address) => planned.Plan.At(address).Symbols["arn"].Split(':')[4];
    }

    [Fact(Timeout = 300_000)]
    public async Task A_package_that_is_not_built_yet_does_not_keep_a_configuration_from_being_planned()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
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
            """);
        folder.Write("modules/function/main.tf", """
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

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        Assert.Equal("f", planned.Plan.At("module.function.aws_lambda_function.this").Values.Text("function_name").Match(text => text, () => "", () => ""));
        Assert.Equal(2, planned.Diagnostics.Count(diagnostic => diagnostic.Summary.Contains("not built yet", StringComparison.Ordinal)));
        Assert.Contains("filesha256", File.ReadAllText(folder.At("modules", "function", "main.tf")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_policy_document_about_what_does_not_exist_yet_is_read()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
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
            """);
        folder.Write("policy/main.tf", """
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

        var planned = await PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken);

        var policy = Assert.IsType<Planned<string>.Known>(planned.Plan.At("module.policy.aws_iam_policy.this").Values.Text("policy")).Value;
        Assert.Contains("arn:aws:sns:eu-west-1:000000000000:t", policy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Variables_without_a_value_are_all_named_with_the_option_that_gives_them_one()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", "variable \"a\" {}\nvariable \"b\" {}\nprovider \"aws\" {\n  region = var.a\n}\n");

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken));

        Assert.Contains("--var a=VALUE", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains("--var b=VALUE", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_provider_without_a_region_is_refused()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            provider "aws" {}
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16"
            }
            """);
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(pair => pair.Key is not ("AWS_REGION" or "AWS_DEFAULT_REGION"))
            .ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value!);
        Assert.SkipUnless(Environment.GetEnvironmentVariable("AWS_REGION") is null && Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION") is null,
            "terraform inherits a region from this process.");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => new Planner(environment, TimeProvider.System).PlanAsync(
            new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, null, TestContext.Current.CancellationToken));

        Assert.Contains("AWS_REGION", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_syntax_error_has_the_file_and_line_in_the_users_folder()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """module "m" { source = "./m" }""");
        folder.Write("infra/m/main.tf", "locals {\n  a = \n}\n");

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken));

        Assert.StartsWith($"'{folder.At("infra", "m", "main.tf")}' line 2: ", problem.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_provider_that_is_nowhere_is_named()
    {
        SkipWithoutTerraform();
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            terraform {
              required_providers {
                foo = { source = "private-invoke-tests.invalid/acme/foo" }
              }
            }
            """);

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts") }, TestContext.Current.CancellationToken));

        Assert.Contains("acme/foo' cannot be had", problem.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Terraform_that_is_too_old_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for terraform is a shell script.");
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", "");
        var script = folder.Script("terraform", """echo '{"terraform_version":"1.9.8","platform":"linux_amd64"}'""");

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => PlanAsync(new PlanRequest { Directory = folder.At("infra"), Artifacts = folder.At("artifacts"), Executable = script }, TestContext.Current.CancellationToken));

        Assert.Contains("Terraform 1.9.8", problem.Problem, StringComparison.Ordinal);
    }

    private static Task<PlannedConfiguration> PlanAsync(PlanRequest request, CancellationToken cancellationToken) =>
        new Planner().PlanAsync(request, null, cancellationToken);

    private static void SkipWithoutTerraform()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "terraform.exe" : "terraform")));
        Assert.SkipUnless(onPath, "terraform is not on PATH.");
    }
}
