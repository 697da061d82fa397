namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Whether a configuration itself says where its state is: a <c>cloud</c> block, or a <c>backend</c> other than <c>local</c>.</summary>
internal static class OwnBackend
{
    public static bool IsIn(ModuleTree tree) => tree.RootFiles.SelectMany(file => file.Blocks)
        .Where(block => block.Type == "terraform")
        .Any(block => block.Blocks.Any(nested => nested is { Type: "cloud" } or { Type: "backend", Labels: [not "local"] })
            || IsInJson(block));

    private static bool IsInJson(HclBlock block) => block.Attributes.ContainsKey("cloud")
        || block.Attributes.TryGetValue("backend", out var backend) && !backend.Contains("\"local\"", StringComparison.Ordinal);
}
