using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivateInvoke.Terraform;

/// <summary>What a scratch workspace adds to a configuration so that it can be planned with no account and no network.</summary>
public static class OfflineOverride
{
    /// <summary>Override files are merged in the order of their names: this one comes last.</summary>
    public const string OverrideFile = "zz_private_invoke_override.tf";

    public const string ExtraFile = "zz_private_invoke.tf";

    private const string Credentials = """
          access_key                  = "offline"
          secret_key                  = "offline"
          token                       = null
          profile                     = null
          shared_config_files         = null
          shared_credentials_files    = null
          allowed_account_ids         = null
          forbidden_account_ids       = null
          skip_credentials_validation = true
          skip_metadata_api_check     = true
          skip_region_validation      = true
          skip_requesting_account_id  = true
          max_retries                 = 1
        """;

    /// <summary>The added files' texts by absolute path, in the user's folders: the workspace has its copy at the same place.</summary>
    /// <param name="regionName">What the data sources and outputs that tell a provider's region are called.</param>
    /// <param name="hasRegionInEnvironment">A provider that is not declared can be configured: it has a region.</param>
    public static IReadOnlyDictionary<string, string> Files(ModuleTree tree, string regionName, bool hasRegionInEnvironment)
    {
        var files = new Dictionary<string, string>();
        foreach (var (folder, module) in tree.Modules)
        {
            // Only a provider block that is declared can be overridden.
            var aliases = AwsProviders.Aliases(module);
            var isRoot = folder == tree.Root;
            var isImplied = isRoot && !aliases.Contains("") && hasRegionInEnvironment && AwsProviders.AreUsed(tree);
            var states = module.SelectMany(file => file.Blocks)
                .Where(block => block is { Type: "data", Labels: ["terraform_remote_state", _] } && block.Literal("backend") != "local")
                .Select(block => block.Labels[1]).ToList();
            var unread = states.Count > 0 || module.SelectMany(UnreadValues.In).Any();
            if (aliases.Count == 0 && !unread && !isRoot)
                continue;

            files[Path.Combine(folder, OverrideFile)] = Override(aliases, isRoot) + string.Concat(states.Select(State));
            files[Path.Combine(folder, ExtraFile)] =
                (unread ? UnreadValues.Source : "") + (isImplied ? Provider("") : "") + Regions(isImplied ? [.. aliases, ""] : aliases, regionName, isRoot);
        }

        return files;
    }

    /// <summary>
    /// The file without what would call AWS whatever the credentials are: roles to assume, resources to import, checks (their data
    /// sources too), what <see cref="UnreadValues"/> has another value for. Lines stay where they are.
    /// </summary>
    public static string Strip(HclFile file)
    {
        if (file.IsJson)
            return StripJson(file);

        var text = new StringBuilder(file.Text);
        var cut = file.Blocks.Where(block => block.Type is "import" or "check").Concat(UnreadValues.In(file)).Concat(file.Blocks
            .Where(block => block.Type == "provider" && block.Labels is ["aws"])
            .SelectMany(block => block.Blocks.Where(nested => nested.Type.StartsWith("assume_role", StringComparison.Ordinal))));

        foreach (var block in cut)
        {
            for (var i = block.Start; i < block.End; i++)
            {
                if (text[i] is not ('\n' or '\r'))
                    text[i] = ' ';
            }
        }

        return text.ToString();
    }

    private static string StripJson(HclFile file)
    {
        var cut = file.Blocks.Any(block => block.Type is "import" or "check" or "ephemeral"
            || (block is { Type: "provider", Labels: ["aws"] } && block.Blocks.Any(nested => nested.Type.StartsWith("assume_role", StringComparison.Ordinal))));
        if (!cut || JsonNode.Parse(file.Text) is not { } root)
            return file.Text;

        foreach (var body in Bodies(root))
        {
            body.Remove("import");
            body.Remove("check");
            foreach (var read in Members(body["ephemeral"]).Where(name => name.StartsWith("aws_", StringComparison.Ordinal)))
                body["ephemeral"]!.AsObject().Remove(read);
            foreach (var provider in Bodies(body["provider"]?["aws"]))
            {
                foreach (var role in Members(provider).Where(name => name.StartsWith("assume_role", StringComparison.Ordinal)))
                    provider.Remove(role);
            }
        }

        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

        static IEnumerable<JsonObject> Bodies(JsonNode? node) => node is JsonArray list ? list.OfType<JsonObject>() : node is JsonObject one ? [one] : [];

        static List<string> Members(JsonNode? node) => node is JsonObject one ? [.. one.Select(member => member.Key)] : [];
    }

    private static string Override(List<string> aliases, bool isRoot) =>
        (isRoot ? "terraform {\n  backend \"local\" {}\n}\n" : "") + string.Concat(aliases.Select(Provider));

    private static string Provider(string alias) => AwsProviders.Block(alias, Credentials);

    /// <summary>
    /// Another configuration's state, which is read only after an apply since its place is not known until then: so its outputs are of
    /// no known value, and of no type that could be wrong.
    /// </summary>
    private static string State(string name) =>
        $$"""

        data "terraform_remote_state" "{{name}}" {
          backend = "local"
          config = {
            path = {{UnreadValues.Name}}.id
          }
        }

        """;

    /// <summary>A provider's region, whatever expression it comes from: <c>NAME</c> for the default one, <c>NAME_ALIAS</c> for another.</summary>
    private static string Regions(List<string> aliases, string regionName, bool isRoot)
    {
        var text = new StringBuilder();
        foreach (var alias in aliases)
        {
            var name = alias.Length == 0 ? regionName : $"{regionName}_{alias}";
            text.Append("\ndata \"aws_region\" \"").Append(name).Append("\" {\n");
            if (alias.Length > 0)
                text.Append("  provider = aws.").Append(alias).Append('\n');

            text.Append("}\n");
            if (isRoot)
                text.Append("\noutput \"").Append(name).Append("\" {\n  value = data.aws_region.").Append(name).Append(".id\n}\n");
        }

        return text.ToString();
    }
}
