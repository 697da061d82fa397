namespace PrivateInvoke.IntegrationTests.Environment;

internal static class TerraformText
{
    /// <summary>Takes one top-level block out of a formatted file: from its header to the brace in the first column.</summary>
    public static string WithoutBlock(string text, string type, params string[] labels)
    {
        var header = $"{type} {string.Join(' ', labels.Select(label => $"\"{label}\""))} {{";
        var start = text.IndexOf(header, StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no block '{header}'.");
        var end = text.IndexOf("\n}", start, StringComparison.Ordinal);
        return text[..start] + text[(end + 2)..];
    }
}
