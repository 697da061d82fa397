using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The provider process that a check, a watch or a host keeps, and its end.</summary>
public sealed class ProviderProcessTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Nothing_is_left_of_a_check_that_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds the processes in /proc.");
        Programs.Require("terraform");
        var infra = repository.InfraWith("outputs.tf", text => text + "\n");
        await using var check = Host.Run(repository.Path, "check", "--infra", infra);

        await check.LineAsync(line => line.Trim() == "terraform plan", Cancel);
        await NothingIsLeftAsync(check);
    }

    [Theory(Timeout = 600_000)]
    [InlineData("check --watch", "Ctrl+C ends it.", "changed: private-invoke-caller -> private-invoke-callee: Blocked (was Reachable)")]
    [InlineData("run --port 0", "Ready.", "The changed plan is in use.")]
    public async Task What_waits_for_the_next_save_keeps_its_provider_and_nothing_is_left_of_it_when_it_is_killed(
        string verb, string ready, string changed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds the processes in /proc.");
        Programs.Require("terraform");
        var infra = repository.InfraWith("outputs.tf", text => text + "\n");
        var rules = Path.Combine(infra, "modules", "network", "security_groups.tf");
        await using var program = Host.Run(repository.Desk(), [.. verb.Split(' '), "--infra", infra]);
        await program.LineAsync(line => line.Contains(ready, StringComparison.Ordinal), Cancel);
        var provider = Assert.Single(ProcessTable.ProvidersOf(program.Id));

        var next = program.NextLineAsync(line => line.StartsWith(changed, StringComparison.Ordinal), Cancel);
        await File.WriteAllTextAsync($"{rules}.new", TerraformText.WithoutBlock(
            await File.ReadAllTextAsync(rules, Cancel), "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"), Cancel);
        File.Move($"{rules}.new", rules, overwrite: true);
        await next;

        Assert.Equal(provider, Assert.Single(ProcessTable.ProvidersOf(program.Id)));
        await NothingIsLeftAsync(program);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_provider_that_is_kept_is_configured_anew_for_each_plan()
    {
        Programs.Require("terraform");
        var root = Directory.CreateDirectory(Path.Combine(repository.Path, "regions")).FullName;
        var request = new PlanRequest { Directory = root, Artifacts = repository.Artifacts };
        await using var planner = new KeptPlanner();

        Assert.Equal("eu-west-1", await RegionAsync("eu-west-1"));
        Assert.Equal("us-east-2", await RegionAsync("us-east-2"));

        async Task<string> RegionAsync(string region)
        {
            await File.WriteAllTextAsync(Path.Combine(root, "main.tf"), $$"""
                provider "aws" {
                  region = "{{region}}"
                }

                data "aws_region" "here" {}

                resource "aws_sqs_queue" "this" {
                  name = data.aws_region.here.name
                }
                """, Cancel);
            var plan = (await planner.PlanAsync(request, progress: null, Cancel)).Plan;
            Assert.Equal(region, Assert.IsType<Planned<string>.Known>(plan.Region).Value);
            return Assert.IsType<Planned<string>.Known>(Assert.Single(plan.Resources, resource => resource.Type == "aws_sqs_queue").Values.Text("name")).Value;
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Each_configuration_of_the_provider_has_a_process_which_ends_when_it_is_not_in_use_any_more()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds the processes in /proc.");
        Programs.Require("terraform");
        var root = Directory.CreateDirectory(Path.Combine(repository.Path, "aliases")).FullName;
        var other = Directory.CreateDirectory(Path.Combine(repository.Path, "aliases elsewhere")).FullName;
        await using var answers = new AwsAnswers();
        await using var provider = new KeptProvider();
        var planner = new Planner(answers, provider);
        var aws = await answers.AddressAsync(ModuleTree.Read(repository.Infra), Cancel);

        Assert.Equal(["eu-west-1", "us-east-2"], await RegionsAsync(root, Region("here", "eu-west-1", ""), Region("there", "us-east-2", "alias = \"there\"")));
        Assert.Equal(2, Providers());
        Assert.Equal(["eu-west-1", "us-west-2"], await RegionsAsync(root, Region("here", "eu-west-1", ""), Region("there", "us-west-2", "alias = \"there\"")));
        Assert.Equal(["eu-west-1"], await RegionsAsync(root, Region("here", "eu-west-1", "")));
        Assert.Equal(["eu-west-3"], await RegionsAsync(root, Region("here", "eu-west-3", "")));
        Assert.Equal(2, Providers());
        Assert.Equal(["eu-north-1"], await RegionsAsync(other, Region("here", "eu-north-1", "")));
        Assert.Equal(1, Providers());

        int Providers() => ProcessTable.ProvidersAt(aws).Count();

        static string Region(string name, string region, string alias) => $$"""
            provider "aws" {
              region = "{{region}}"
              {{alias}}
            }

            data "aws_region" "{{name}}" {
              {{(alias.Length > 0 ? "provider = aws.there" : "")}}
            }

            resource "aws_sqs_queue" "{{name}}" {
              name = data.aws_region.{{name}}.name
            }

            """;

        async Task<IEnumerable<string>> RegionsAsync(string folder, params IEnumerable<string> blocks)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "main.tf"), string.Concat(blocks), Cancel);
            var plan = (await planner.PlanAsync(new PlanRequest { Directory = folder, Artifacts = repository.Artifacts }, progress: null, Cancel)).Plan;
            return plan.Resources.Where(resource => resource.Type == "aws_sqs_queue").OrderBy(resource => resource.Address, StringComparer.Ordinal)
                .Select(resource => Assert.IsType<Planned<string>.Known>(resource.Values.Text("name")).Value);
        }
    }

    private static async Task NothingIsLeftAsync(RunningProgram program)
    {
        var started = ProcessTable.ChildrenOf(program.Id);
        var provider = Assert.Single(ProcessTable.ProvidersOf(program.Id));
        var sockets = ProcessTable.VariableOf(provider, "TMPDIR");
        Assert.NotEmpty(Directory.EnumerateFileSystemEntries(sockets));

        program.Kill();

        await ProcessTable.GoneAsync(started, Cancel);
        Assert.False(Directory.Exists(sockets));
    }
}
