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

    /// <summary>The items of a GitLab job's list of commands; each is one line, or a block below <c>- |</c>.</summary>
    public static IReadOnlyList<string> CommandsOf(string file, string list)
    {
        var lines = File.ReadLines(file).SkipWhile(line => line != $"  {list}:").Skip(1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        var commands = new List<string>();
        foreach (var line in lines.Where(line => !line.TrimStart().StartsWith('#')))
        {
            if (line.StartsWith("    - ", StringComparison.Ordinal))
                commands.Add(line["    - ".Length..] is "|" ? "" : Unquoted(line["    - ".Length..]));
            else
                commands[^1] += $"{line.Trim()}\n";
        }

        return commands;
    }

    /// <summary>In single quotes YAML doubles one.</summary>
    private static string Unquoted(string text) =>
        text is ['\'', .. var inside, '\''] ? inside.Replace("''", "'", StringComparison.Ordinal) : text;
}
