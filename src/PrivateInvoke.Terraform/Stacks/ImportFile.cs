using System.Text;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// A file of <c>import</c> blocks for the scratch copy. The command <c>terraform import</c> cannot be used: it wants everything else of
/// the configuration to be known already.
/// </summary>
internal static class ImportFile
{
    public const string Name = "zz_private_invoke_import.tf";

    private const int LinesOfOne = 5;

    public static string Text(IReadOnlyList<MadeResource> made)
    {
        var text = new StringBuilder();
        for (var i = 0; i < made.Count; i++)
        {
            var id = made[i].Lookup is null ? HclText.Quote(made[i].Id) : $"{Data(made[i].Type, i)}.id";
            text.Append("import {\n  to = ").Append(made[i].Address).Append("\n  id = ").Append(id).Append("\n}\n\n");
        }

        for (var i = 0; i < made.Count; i++)
        {
            if (made[i].Lookup is not { } lookup)
                continue;

            text.Append($"data {HclText.Quote(made[i].Type)} {HclText.Quote(DataName(i))} {{\n");
            foreach (var (name, value) in lookup.Arguments)
                text.Append("  ").Append(name).Append(" = ").Append(HclText.Quote(value)).Append('\n');
            text.Append("}\n\n");
        }

        return text.ToString();
    }

    /// <summary>Whose import cannot be done, as far as the errors say; none where they are about something else.</summary>
    public static IReadOnlySet<MadeResource> Failing(IReadOnlyList<MadeResource> made, IEnumerable<TerraformDiagnostic> diagnostics)
    {
        var failing = new HashSet<MadeResource>();
        foreach (var error in diagnostics.Where(diagnostic => diagnostic.IsError))
        {
            if (error.File == Name && (error.Line - 1) / LinesOfOne < made.Count)
                failing.Add(made[(error.Line - 1) / LinesOfOne]);
            else if (made.Where((resource, i) => IsAbout(error, resource, i)).FirstOrDefault() is { } named)
                failing.Add(named);
        }

        return failing;
    }

    private static bool IsAbout(TerraformDiagnostic error, MadeResource resource, int index) =>
        error.Address == resource.Address
        || (resource.Lookup is null
            ? error.Text.Contains($"\"{resource.Id}\"", StringComparison.Ordinal)
            : error.Address == Data(resource.Type, index));

    private static string Data(string type, int index) => $"data.{type}.{DataName(index)}";

    private static string DataName(int index) => $"private_invoke_import_{index}";
}
