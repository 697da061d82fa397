using System.Text.Json;
using PrivateInvoke.Cloud;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests.Plans;

/// <summary>The schema of the AWS provider that is installed, as <c>terraform providers schema -json</c> tells it.</summary>
public sealed class ProviderSchemaTests(TestRepository repository)
{
    [Fact(Timeout = 300_000)]
    public async Task Every_attribute_of_the_installed_provider_is_read_irrelevant_or_undecided()
    {
        using var module = new RootModule(repository, """
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16"
            }
            """);
        var cancellation = TestContext.Current.CancellationToken;
        var planned = await module.PlanAsync();
        var root = Path.GetDirectoryName(Directory.EnumerateFiles(planned.Workspace, Workspace.LockFile, SearchOption.AllDirectories).First())!;

        var attributes = new List<(string Type, string Attribute)>();
        await new TerraformCli(TerraformExecutable.Locate(null, ProcessEnvironment.Read()), root).ProvidersSchemaAsync(
            async (json, token) => attributes.AddRange(Attributes(await json.ValueAsync(token))), cancellation);

        Assert.True(attributes.Count > 3000, $"{attributes.Count} attributes.");
        var missing = attributes.Where(attribute => ClosedWorld.Instance.Find(attribute.Type, attribute.Attribute) is null).ToArray();
        Assert.True(missing.Length == 0, "src/PrivateInvoke/Cloud/model.tsv has no row for:\n" + string.Join("\n", missing.Select(attribute => $"{attribute.Type}\t{attribute.Attribute}")));
    }

    private static IEnumerable<(string Type, string Attribute)> Attributes(JsonElement document) =>
        from provider in document.GetProperty("provider_schemas").EnumerateObject()
        from type in provider.Value.GetProperty("resource_schemas").EnumerateObject()
        where ClosedWorld.IsOfFamily(type.Name)
        from attribute in OfBlock(type.Value.GetProperty("block"), "")
        select (type.Name, attribute);

    private static IEnumerable<string> OfBlock(JsonElement block, string prefix)
    {
        foreach (var attribute in Members(block, "attributes"))
        {
            yield return prefix + attribute.Name;
            var inner = attribute.Value.TryGetProperty("nested_type", out var nested) ? OfBlock(nested, $"{prefix}{attribute.Name}.")
                : attribute.Value.TryGetProperty("type", out var type) ? OfType(type, $"{prefix}{attribute.Name}.")
                : [];
            foreach (var name in inner)
                yield return name;
        }

        foreach (var inner in Members(block, "block_types"))
        {
            yield return prefix + inner.Name;
            foreach (var name in OfBlock(inner.Value.GetProperty("block"), $"{prefix}{inner.Name}."))
                yield return name;
        }
    }

    /// <summary><c>["set", ["object", {"cidr_blocks": ["list", "string"]}]]</c></summary>
    private static IEnumerable<string> OfType(JsonElement type, string prefix) => type.ValueKind is not JsonValueKind.Array ? []
        : type[1].ValueKind is JsonValueKind.Object ? type[1].EnumerateObject().SelectMany(member => OfType(member.Value, $"{prefix}{member.Name}.").Prepend(prefix + member.Name))
        : OfType(type[1], prefix);

    private static JsonElement.ObjectEnumerator Members(JsonElement json, string name) =>
        json.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;
}
