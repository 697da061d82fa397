using PrivateInvoke.Cloud;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests;

/// <summary>A plan file knows less than a configuration that can be planned again: it may answer less, and never something else.</summary>
public sealed class PlanFileTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 900_000)]
    [InlineData("", "endpoint", Verdict.Undecided)]
    [InlineData("", "nat", Verdict.Undecided)]
    [InlineData("", "none", Verdict.Undecided)]
    [InlineData("examples/minimal", null, Verdict.Undecided)]
    [InlineData("examples/seed-port", null, Verdict.Blocked)]
    public async Task A_plan_file_gives_the_verdict_of_the_configuration_or_none(string example, string? connectivity, Verdict expected)
    {
        var executable = Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var folder = Path.Combine(repository.InfraWith("main.tf", text => text + "\n"), example);
        var variables = connectivity is null ? [] : new Dictionary<string, string> { ["connectivity"] = connectivity };
        await using var terraform = await RealTerraform.InitAsync(repository, executable, folder, moto.Environment, Cancel);

        var file = await terraform.PlanJsonAsync(Path.Combine(folder, "plan.json"), variables, Cancel);
        var alone = await VerdictAsync(file);
        var again = await repository.WithPlannerAsync(planner => planner.PlanAsync(
            new PlanRequest { Directory = folder, Artifacts = repository.Artifacts, Variables = variables }, null, Cancel));

        Assert.Equal(expected, alone);
        Assert.True(alone is Verdict.Undecided || alone == VerdictOf(again.Plan));
    }

    /// <summary>
    /// A state tells of each rule and policy twice, as a resource of its own and as its group's, table's or role's. What the plan takes
    /// away is in the second still.
    /// </summary>
    [Fact(Timeout = 900_000)]
    public async Task The_plan_of_an_update_that_takes_something_away_is_blocked_where_it_was()
    {
        var executable = Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var folder = repository.InfraWith("main.tf", text => text + "\n");
        await using var terraform = await RealTerraform.InitAsync(repository, executable, folder, moto.Environment, Cancel);
        var variables = new Dictionary<string, string> { ["caller_package"] = repository.Package(), ["callee_package"] = repository.Package() };
        await terraform.Cli.ApplyAsync(new ApplyOptions { Variables = variables }, Cancel);
        var file = Path.Combine(folder, "plan.json");
        Assert.Equal(Verdict.Reachable, await VerdictAsync(await terraform.PlanJsonAsync(file, variables, Cancel)));

        var groups = Path.Combine(folder, "modules", "network", "security_groups.tf");
        var role = Path.Combine(folder, "modules", "function", "role.tf");
        (string File, Func<string, string> Change, HopKind Expected)[] removals =
        [
            (groups, text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"), HopKind.CallerEgress),
            (groups, text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_ingress_rule", "endpoint_from_caller"), HopKind.EndpointIngress),
            (role, text => text.Replace("count = length(var.invocable_arns) > 0 ? 1 : 0", "count = 0", StringComparison.Ordinal), HopKind.IdentityPolicy),
            (role, text => text.Replace("Action   = \"lambda:InvokeFunction\"", "Action   = \"lambda:GetFunction\"", StringComparison.Ordinal), HopKind.IdentityPolicy),
            (role, text => text.Replace("service-role/AWSLambdaVPCAccessExecutionRole", "service-role/AWSLambdaBasicExecutionRole", StringComparison.Ordinal), HopKind.EniSetup),
        ];
        foreach (var (changed, change, expected) in removals)
        {
            var whole = await File.ReadAllTextAsync(changed, Cancel);
            await File.WriteAllTextAsync(changed, change(whole), Cancel);
            var path = Assert.Single(await PathsAsync(await terraform.PlanJsonAsync(file, variables, Cancel)));
            await File.WriteAllTextAsync(changed, whole, Cancel);

            Assert.Equal([expected], path.Blockers.Select(hop => hop.Kind));
        }
    }

    /// <summary>
    /// The configuration in a plan file does not tell of dynamic blocks, and what an apply decides is unknown like what nothing sets. But a
    /// dynamic block over what an apply decides leaves one block that is unknown, where there would be none.
    /// </summary>
    [Theory(Timeout = 900_000)]
    [InlineData("", Verdict.Blocked)]
    [InlineData("dynamic \"egress\" {\n for_each = aws_vpc_endpoint.secrets.network_interface_ids\n content {\n from_port = 443\n to_port = 443\n protocol = \"tcp\"\n cidr_blocks = [\"10.0.0.0/16\"]\n }\n }", Verdict.Undecided)]
    public async Task Rules_that_a_dynamic_block_adds_are_not_taken_for_none(string rules, Verdict expected)
    {
        var executable = Programs.Require("terraform");
        var folder = Directory.CreateDirectory(Path.Combine(repository.Path, $"dynamic-{expected}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "main.tf"), DynamicRules.Replace("#rules", rules, StringComparison.Ordinal), Cancel);
        await using var terraform = await RealTerraform.InitAsync(repository, executable, folder, new() { ["AWS_ACCESS_KEY_ID"] = "none", ["AWS_SECRET_ACCESS_KEY"] = "none" }, Cancel);

        var file = await terraform.PlanJsonAsync(Path.Combine(folder, "plan.json"), [], Cancel);

        await using var stream = File.OpenRead(file);
        var path = Assert.Single(PathFinder.Find(
            CloudModel.Read(await PlanReader.ReadAsync(stream, file, Cancel)), new PathQuery { Service = "secretsmanager" }));
        Assert.Equal(expected, path.Verdict);
        Assert.Equal(expected is Verdict.Blocked ? HopResult.Blocked : HopResult.Undecided, path.Hops.Single(hop => hop.Kind is HopKind.CallerEgress).Result);
    }

    private const string DynamicRules = """
        provider "aws" {
          region                      = "us-east-1"
          skip_credentials_validation = true
          skip_metadata_api_check     = true
          skip_requesting_account_id  = true
        }
        resource "aws_vpc" "main" {
          cidr_block           = "10.0.0.0/16"
          enable_dns_hostnames = true
        }
        resource "aws_subnet" "main" {
          vpc_id            = aws_vpc.main.id
          cidr_block        = "10.0.1.0/24"
          availability_zone = "us-east-1a"
        }
        resource "aws_security_group" "caller" {
          vpc_id = aws_vpc.main.id
          #rules
        }
        resource "aws_security_group" "endpoint" {
          vpc_id = aws_vpc.main.id
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/16"]
          }
        }
        resource "aws_vpc_endpoint" "secrets" {
          vpc_id              = aws_vpc.main.id
          service_name        = "com.amazonaws.us-east-1.secretsmanager"
          vpc_endpoint_type   = "Interface"
          private_dns_enabled = true
          subnet_ids          = [aws_subnet.main.id]
          security_group_ids  = [aws_security_group.endpoint.id]
        }
        resource "aws_lambda_function" "caller" {
          function_name = "caller"
          role          = "arn:aws:iam::123456789012:role/caller"
          runtime       = "python3.13"
          handler       = "caller.handler"
          filename      = "caller.zip"
          vpc_config {
            subnet_ids         = [aws_subnet.main.id]
            security_group_ids = [aws_security_group.caller.id]
          }
        }
        """;

    private static async Task<Verdict> VerdictAsync(string file) => Assert.Single(await PathsAsync(file)).Verdict;

    private static Verdict VerdictOf(PlanDocument plan) => Assert.Single(PathFinder.Find(CloudModel.Read(plan))).Verdict;

    private static async Task<IReadOnlyList<InvokePath>> PathsAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return PathFinder.Find(CloudModel.Read(await PlanReader.ReadAsync(stream, file, Cancel)));
    }
}
