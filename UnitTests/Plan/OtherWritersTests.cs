using System.Text;
using System.Text.Json.Nodes;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>A plan of Terraform with provider 5, as OpenTofu and as provider 6 write the same.</summary>
public sealed class OtherWritersTests
{
    /// <summary>
    /// OpenTofu has its own version where Terraform's is, its own registry in the names of providers, the time of the plan, and neither
    /// "applyable" nor "complete". See https://opentofu.org/docs/internals/json-format/
    /// </summary>
    [Fact(Timeout = 60_000)]
    public async Task A_plan_of_OpenTofu_is_read_as_one_of_Terraform() => await AssertSameAsync(plan =>
    {
        plan["terraform_version"] = "1.10.6";
        plan["timestamp"] = "2026-11-29T14:00:00Z";
        plan.Remove("applyable");
        plan.Remove("complete");
        return plan.ToJsonString().Replace("registry.terraform.io/", "registry.opentofu.org/", StringComparison.Ordinal);
    });

    /// <summary>Provider 6 gives each resource its region. See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support</summary>
    [Fact(Timeout = 60_000)]
    public async Task A_plan_of_provider_6_is_read_as_one_of_provider_5() => await AssertSameAsync(plan =>
    {
        foreach (var change in plan["resource_changes"]!.AsArray())
        {
            if (change!["change"]!["after"] is JsonObject after && !change["type"]!.GetValue<string>().StartsWith("aws_iam_", StringComparison.Ordinal))
                after["region"] = "eu-central-1";
        }

        return plan.ToJsonString();
    });

    private static async Task AssertSameAsync(Func<JsonObject, string> written)
    {
        var original = await File.ReadAllTextAsync(Scenario.FileOf("joins", "plan.json"), TestContext.Current.CancellationToken);

        var (one, other) = (await ReadAsync(original), await ReadAsync(written(JsonNode.Parse(original)!.AsObject())));

        Assert.Equal(one.Region, other.Region);
        Assert.Equal(one.Resources.Select(resource => (resource.Address, resource.Type, resource.Id)), other.Resources.Select(resource => (resource.Address, resource.Type, resource.Id)));
        Assert.NotEmpty(Hops(one));
        Assert.Equal(Hops(one), Hops(other));
    }

    private static Hop[] Hops(PlanDocument plan)
    {
        var model = CloudModel.Read(plan);
        return [.. model.Functions.SelectMany(function => PathJudge.Judge(model, function, null, "lambda").Hops)];
    }

    private static async Task<PlanDocument> ReadAsync(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await PlanReader.ReadAsync(stream, "plan", TestContext.Current.CancellationToken);
    }
}
