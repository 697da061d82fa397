using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Cloud;

/// <summary>
/// What provider 6 makes of a plan of provider 5: each regional resource has its region, a NAT gateway says that it is zonal, and what version 6
/// added of a function is empty. See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
/// </summary>
internal static class ProviderSix
{
    private static readonly string[] Global = ["aws_iam_", "aws_organizations_", "aws_route53_zone", "aws_route53_record"];

    /// <param name="region">Of a resource: its provider's.</param>
    public static IEnumerable<PlannedResource> Of(IEnumerable<PlannedResource> resources, Func<PlannedResource, string> region) => resources.Select(resource =>
        resource.Type.StartsWith("aws_", StringComparison.Ordinal)
            ? resource with { Values = new PlannedObject(Added(resource.Type, region(resource)).Concat(resource.Values.Attributes).DistinctBy(added => added.Key).ToDictionary()) }
            : resource);

    private static Dictionary<string, PlannedValue> Added(string type, string region)
    {
        var added = new Dictionary<string, PlannedValue>();
        if (!Array.Exists(Global, prefix => type.StartsWith(prefix, StringComparison.Ordinal)))
            added["region"] = new PlannedValue.Text(region);
        switch (type)
        {
            case "aws_nat_gateway":
                added["availability_mode"] = new PlannedValue.Text("zonal");
                added["availability_zone_address"] = new PlannedValue.List([]);
                break;
            case "aws_lambda_function":
                foreach (var block in new[] { "capacity_provider_config", "durable_config", "tenancy_config" })
                    added[block] = new PlannedValue.List([]);
                added["publish_to"] = PlannedValue.Absent.Instance;
                break;
        }

        return added;
    }
}
