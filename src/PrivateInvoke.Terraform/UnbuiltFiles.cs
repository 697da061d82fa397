namespace PrivateInvoke.Terraform;

/// <summary>
/// Packages that are built before an apply and are not there yet: the hash of one fails the plan, and nothing that is connected depends
/// on it. In a scratch copy, such a call gives way to a constant.
/// </summary>
internal static class UnbuiltFiles
{
    /// <summary>A valid hash in hexadecimal and in base64.</summary>
    private const string Hash = "\"00000000000000000000000000000000\"";

    private static readonly string[] Functions =
        ["filebase64sha256", "filebase64sha512", "filemd5", "filesha1", "filesha256", "filesha512"];

    /// <summary>The errors that are about the hash of a file.</summary>
    public static IReadOnlyList<TerraformDiagnostic> In(IEnumerable<TerraformDiagnostic> diagnostics) =>
    [
        .. diagnostics.Where(diagnostic => diagnostic is { IsError: true, File: { } file, Function: { } function }
            && HclFile.IsModuleFile(file)
            && Functions.Contains(function[(function.LastIndexOf(':') + 1)..])),
    ];

    /// <summary>The file without the calls that failed in it. Lines stay where they are.</summary>
    /// <param name="found">Errors of <see cref="In"/>, all of this file.</param>
    public static string Replace(string text, IEnumerable<TerraformDiagnostic> found)
    {
        foreach (var (function, offset) in found.Select(error => (error.Function!, error.Offset)).Distinct().OrderByDescending(call => call.Offset))
        {
            var start = HclText.CharacterAt(text, offset);
            if (found.First().File is { } path && path.EndsWith(".json", StringComparison.Ordinal))
            {
                text = InJson(HclFile.Of(path, text), start);
                continue;
            }

            if (!text.AsSpan(start).StartsWith(function))
                continue;

            var end = ExpressionParts.EndOfCall(text, start);
            text = text[..start] + Hash + new string('\n', text.AsSpan(start, end - start).Count('\n')) + text[end..];
        }

        return text;
    }

    /// <summary>The text of JSON that the call is in.</summary>
    private static string InJson(HclFile file, int at)
    {
        var value = file.Blocks.SelectMany(block => block.Places.Values).Where(place => place.Start.Value <= at && at < place.End.Value)
            .SelectMany(place => file.Around(place, at)).Cast<Range?>().FirstOrDefault();
        return value is { } place ? $"{file.Text[..place.Start]}{Hash}{file.Text[place.End..]}" : file.Text;
    }
}
