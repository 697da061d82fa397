using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// By what a resource is imported that a killed apply has made or was making ("Import" at the end of each resource's page in the AWS
/// provider's documentation): its id, as the apply told it; what it connects; what it is called; or an id that is looked up. A VPC and an
/// address (<c>aws_eip</c>) have nothing that tells them from those of somebody else: one whose id the apply did not tell is not taken in.
/// </summary>
internal static class ImportId
{
    /// <summary>Never by the id that an apply tells. Of attributes with | between them, one is set.</summary>
    private static readonly Dictionary<string, (char Separator, string[] Attributes)> Connected = new()
    {
        ["aws_iam_group_policy_attachment"] = ('/', ["group", "policy_arn"]),
        ["aws_iam_role_policy_attachment"] = ('/', ["role", "policy_arn"]),
        ["aws_iam_user_policy_attachment"] = ('/', ["user", "policy_arn"]),
        ["aws_lambda_alias"] = ('/', ["function_name", "name"]),
        ["aws_lambda_permission"] = ('/', ["function_name", "statement_id"]),
        ["aws_route"] = ('_', ["route_table_id", "destination_cidr_block|destination_ipv6_cidr_block|destination_prefix_list_id"]),
        ["aws_route_table_association"] = ('/', ["subnet_id|gateway_id", "route_table_id"]),
        ["aws_vpc_endpoint_route_table_association"] = ('/', ["vpc_endpoint_id", "route_table_id"]),
        ["aws_vpc_endpoint_subnet_association"] = ('/', ["vpc_endpoint_id", "subnet_id"]),
    };

    /// <summary>A second one of the same name cannot be made.</summary>
    private static readonly Dictionary<string, string[]> Named = new()
    {
        ["aws_cloudwatch_log_group"] = ["name"],
        ["aws_db_subnet_group"] = ["name"],
        ["aws_dynamodb_table"] = ["name"],
        ["aws_iam_instance_profile"] = ["name"],
        ["aws_iam_role"] = ["name"],
        ["aws_iam_role_policy"] = ["role", "name"],
        ["aws_kms_alias"] = ["name"],
        ["aws_lambda_function"] = ["function_name"],
        ["aws_lambda_function_url"] = ["function_name"],
        ["aws_s3_bucket"] = ["bucket"],
    };

    public static bool IsToldByPlan(MadeResource resource) => !resource.IsDone || Connected.ContainsKey(resource.Type);

    /// <param name="plan">A plan that would make them again, as <c>terraform show -json</c> writes it: what they are called is known by now.</param>
    /// <returns>With what each is imported by; without those of which that is not known.</returns>
    public static IReadOnlyList<MadeResource> Of(IReadOnlyList<MadeResource> made, JsonElement plan)
    {
        var after = plan.GetProperty("resource_changes").EnumerateArray()
            .ToDictionary(change => UiEvent.Text(change, "address"), change => change.GetProperty("change").GetProperty("after"));
        return [.. made.Where(resource => after.ContainsKey(resource.Address)).Select(resource => Of(resource, after[resource.Address])).OfType<MadeResource>()];
    }

    private static MadeResource? Of(MadeResource resource, JsonElement after)
    {
        if (Connected.TryGetValue(resource.Type, out var connects))
            return Texts(after, connects.Attributes) is { } ends ? resource with { Id = string.Join(connects.Separator, ends) } : null;

        if (Named.TryGetValue(resource.Type, out var names))
            return Texts(after, names) is { } called ? resource with { Id = string.Join(':', called) } : null;

        return ImportLookup.Of(resource.Type, after) is { } lookup ? resource with { Lookup = lookup } : null;
    }

    /// <returns>Null where one is not known.</returns>
    private static string[]? Texts(JsonElement after, string[] names) =>
        names.Select(name => Text(after, name)).ToArray() is var texts && texts.All(text => text.Length > 0) ? texts : null;

    private static string Text(JsonElement after, string names) =>
        names.Split('|').Select(name => UiEvent.Text(after, name)).FirstOrDefault(text => text.Length > 0, "");
}
