namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>The script of a step, as the file has it.</summary>
internal static class YamlStep
{
    /// <summary>The block below <c>run: |</c> of the step with this name.</summary>
    public static string ScriptOf(string file, string step)
    {
        var lines = File.ReadLines(file).SkipWhile(line => line.Trim() != $"- name: {step}").Skip(1)
            .TakeWhile(line => !line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
            .SkipWhile(line => line.Trim() != "run: |").ToList();
        Assert.NotEmpty(lines);
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Skip(1)
            .TakeWhile(line => line.Length == 0 || line.Length - line.TrimStart().Length > indent)
            .Select(line => line.Length == 0 ? line : line[(indent + 2)..]));
    }
}
