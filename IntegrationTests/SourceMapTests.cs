using PrivateInvoke.Cloud;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests;

/// <summary>What is found in infra/ is shown where infra/ says it.</summary>
public sealed class SourceMapTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 900_000)]
    [InlineData("endpoint")]
    [InlineData("nat")]
    public async Task Every_address_of_the_plan_leads_to_the_line_of_its_block(string connectivity)
    {
        var plan = await PlanAsync(repository.Infra, ("connectivity", connectivity));
        var map = SourceMap.Read(repository.Infra, repository.Path);

        Assert.NotEmpty(plan.Resources);
        foreach (var resource in plan.Resources)
        {
            var found = map.Find(resource.Address);

            Assert.True(found is { Line: > 0 }, $"{resource.Address} is not found.");
            var line = File.ReadLines(Path.Combine(repository.Path, found.File)).ElementAt(found.Line - 1);
            Assert.StartsWith($"{(resource.IsData ? "data" : "resource")} \"{resource.Type}\" ", line, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 900_000)]
    public async Task The_SARIF_of_a_blocked_path_points_into_the_module()
    {
        var infra = repository.InfraWith(
            Path.Combine("modules", "network", "security_groups.tf"),
            text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"));
        var paths = PathFinder.Find(CloudModel.Read(await PlanAsync(infra)));
        using var stream = new MemoryStream();

        SarifReport.Write(stream, paths, SourceMap.Read(infra, infra).Find);

        Assert.Contains("\"uri\": \"modules/network/security_groups.tf\"", System.Text.Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    private async Task<PlanDocument> PlanAsync(string infra, params (string Name, string Value)[] variables)
    {
        var request = new PlanRequest
        {
            Directory = infra,
            Artifacts = repository.Artifacts,
            Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value),
        };
        return (await repository.WithPlannerAsync(planner => planner.PlanAsync(request, progress: null, Cancel))).Plan;
    }
}
