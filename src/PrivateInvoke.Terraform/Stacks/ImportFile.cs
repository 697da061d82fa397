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
            var id = made[i].Lookup?.Expression(made[i].Type, DataName(i)) ?? HclText.Quote(made[i].Id);
            text.Append("import {\n  to = ").Append(made[i].Address).Append("\n  id = ").Append(id).Append("\n}\n\n");
        }

        for (var i = 0; i < made.Count; i++)
            made[i].Lookup?.Write(text, made[i].Type, DataName(i));

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
            : error.Address?.Split('[')[0].EndsWith($".{DataName(index)}", StringComparison.Ordinal) == true);

    private static string DataName(int index) => $"private_invoke_import_{index}";
}
