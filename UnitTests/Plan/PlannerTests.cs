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
