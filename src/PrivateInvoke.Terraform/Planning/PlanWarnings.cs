using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>What a plan warns of, in lines for people.</summary>
public static class PlanWarnings
{
    /// <summary>
    /// A line each; what is said alike of the same data source or resource in several instances, or in several modules, is one line with
    /// the count.
    /// </summary>
    public static IEnumerable<string> Lines(IEnumerable<TerraformDiagnostic> diagnostics) =>
        from diagnostic in diagnostics
        group diagnostic by (Name: NameOf(diagnostic.Address), diagnostic.Text) into alike
        let addresses = alike.Select(diagnostic => diagnostic.Address).Distinct().ToArray()
        select alike.Key.Name is null ? $"{alike.Key.Text}{Places([.. alike])}"
            : addresses.Length == 1 ? $"{addresses[0]}: {alike.Key.Text}"
            : $"{alike.Key.Name} ({addresses.Length} instances, {addresses[0]} the first): {alike.Key.Text}";

    private static string Places(IReadOnlyList<TerraformDiagnostic> alike) => alike switch
    {
        [{ File: { } file, Line: var line }] => $" ({file} line {line})",
        [{ File: { } file, Line: var line }, ..] => $" ({alike.Count} places, {file} line {line} the first)",
        _ => "",
    };

    /// <summary><c>module.a[0].data.aws_region.this["x"]</c> to <c>data.aws_region.this</c></summary>
    private static string? NameOf(string? address)
    {
        if (address is null)
            return null;

        var parts = ModuleAddress.WithoutKeys(address).Split('.');
        return string.Join('.', parts is [.., "data", _, _] ? parts[^3..] : parts.Length > 2 ? parts[^2..] : parts);
    }
}
