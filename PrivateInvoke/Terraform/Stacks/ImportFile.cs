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

    public static string Text(IEnumerable<MadeResource> made)
    {
        var text = new StringBuilder();
        foreach (var resource in made)
            text.Append("import {\n  to = ").Append(resource.Address).Append("\n  id = ").Append(HclText.Quote(resource.Id)).Append("\n}\n\n");

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
            else if (made.FirstOrDefault(resource => resource.Address == error.Address || error.Text.Contains($"\"{resource.Id}\"", StringComparison.Ordinal)) is { } named)
                failing.Add(named);
        }

        return failing;
    }
}
