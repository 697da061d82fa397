using System.Text;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// Puts a value that only an apply would tell in the place of an expression, in a scratch copy. An expression that fails on a symbol
/// (<c>base64decode</c>, an index, a provider's check of a policy) says nothing of what it gives for AWS's value: so the plan goes on, and
/// what depends on the expression is unknown.
/// </summary>
internal static class UnknownExpressions
{
    /// <summary>Unknown until an apply, and of any type.</summary>
    private const string Unknown = "jsondecode(timestamp())";

    /// <summary>A condition has to refer to something.</summary>
    private const string Met = " || true";

    private static readonly string[] Conditions = ["precondition", "postcondition", "validation", "assert"];

    private static readonly string[] OwnBlocks = ["lifecycle", "provisioner", "connection", "timeouts"];

    /// <summary>Puts one in the place of each expression that failed; a wider part of it where the narrower one did not help.</summary>
    /// <param name="errors">All of this file.</param>
    /// <returns>The text as it was where nothing is left to be replaced.</returns>
    public static string Replace(string path, string text, IEnumerable<TerraformDiagnostic> errors)
    {
        var file = HclFile.Of(path, text);
        return With(file, errors.SelectMany(error => Edits(file, error)));
    }

    /// <summary>Makes data sources wait for an apply, as terraform does with one whose arguments are not known.</summary>
    /// <param name="lines">Where their blocks begin.</param>
    public static string Defer(string path, string text, IEnumerable<int> lines)
    {
        var file = HclFile.Of(path, text);
        return With(file, lines.Distinct().SelectMany(line => file.Blocks.Where(block => block.Type == "data" && block.Line == line)).SelectMany(Deferred));

        IEnumerable<Edit> Deferred(HclBlock block) => All(block).Take(1).Select(argument => Edit.To(file, argument.Place, Unknown));
    }

    private static IEnumerable<Edit> Edits(HclFile file, TerraformDiagnostic error)
    {
        var offset = HclText.CharacterAt(file.Text, error.Offset);
        if (file.Blocks.FirstOrDefault(block => Holds(block.Start..block.End, offset) || (file.IsJson && block.Line == error.Line)) is not { } top || top.Type == "terraform")
            return [];

        var block = top;
        while (block.Blocks.FirstOrDefault(nested => Holds(nested.Start..nested.End, offset)) is { } nested)
            block = nested;

        if (block.Places.FirstOrDefault(place => Holds(place.Value, offset)) is not { Key: { } name } found)
            return OfBlock(file, top, error);

        var isNumbered = block == top && name is "count" or "for_each";
        if (!isNumbered && IsFixed(block, name))
            return [];

        if (name == "condition" && Conditions.Contains(block.Type))
            return file.Text[found.Value].Contains(Met, StringComparison.Ordinal) ? [] : [Edit.To(file, found.Value, $"can({block.Attributes[name]}){Met}")];

        // What an unknown value did not help is part of something that it cannot be in.
        var part = file.Around(found.Value, offset).Cast<Range?>().FirstOrDefault(part => !IsUnknown(file, part!.Value));
        return part is null ? []
            : isNumbered && (part.Value.Equals(found.Value) || error.Summary.StartsWith("Invalid count", StringComparison.Ordinal) || error.Summary.StartsWith("Invalid for_each", StringComparison.Ordinal))
                ? UnknownInstances.Of(top).Select(place => Edit.To(file, place.Place, place.Expression ?? Unknown))
            : [Edit.To(file, part.Value, Unknown)];
    }

    /// <summary>A provider that finds fault with a resource as a whole: with the attributes that it names, or any that is not constant.</summary>
    private static IEnumerable<Edit> OfBlock(HclFile file, HclBlock block, TerraformDiagnostic error)
    {
        var open = All(block).Where(argument => !IsUnknown(file, argument.Place)).ToList();
        var named = open.Where(argument => error.Text.Contains(argument.Name, StringComparison.Ordinal)).ToList();
        return (named.Count > 0 ? named : open.Where(argument => IsComputed(argument.Text))).Select(argument => Edit.To(file, argument.Place, Unknown));
    }

    /// <summary>The arguments of a block that can have any value, also of blocks in it.</summary>
    internal static IEnumerable<(string Name, Range Place, string Text)> All(HclBlock block) => block.Places
        .Where(place => !IsFixed(block, place.Key) && block.Blocks.All(nested => nested.Type != place.Key))
        .Select(place => (place.Key, place.Value, block.Attributes[place.Key]))
        .Concat(block.Blocks.Where(nested => !OwnBlocks.Contains(nested.Type)).SelectMany(All));

    /// <summary>Whether Terraform itself reads the argument, and takes no unknown value for it.</summary>
    private static bool IsFixed(HclBlock block, string name) => block.Type switch
    {
        "dynamic" => name is "iterator" or "labels",
        "variable" => name is "type" or "default" or "nullable" or "sensitive" or "ephemeral",
        "module" => name is "count" or "for_each" or "depends_on" or "source" or "version" or "providers",
        _ => name is "count" or "for_each" or "depends_on" or "provider",
    };

    private static bool Holds(Range place, int offset) => place.Start.Value <= offset && offset < place.End.Value;

    private static bool IsComputed(string expression) => expression.Contains('.', StringComparison.Ordinal) || expression.Contains("${", StringComparison.Ordinal);

    private static bool IsUnknown(HclFile file, Range part) =>
        file.Text[part].Replace("\n", "", StringComparison.Ordinal).Trim('"') is Unknown or $$"""${{{Unknown}}}""";

    private static string With(HclFile file, IEnumerable<Edit> edits)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start).ThenByDescending(edit => edit.End))
        {
            // Inside of what is replaced already.
            if (edit.Start < at)
                continue;

            text.Append(file.Text, at, edit.Start - at).Append(edit.Text);
            at = edit.End;
        }

        return text.Append(file.Text, at, file.Text.Length - at).ToString();
    }

    private sealed record Edit(int Start, int End, string Text)
    {
        /// <summary>Lines stay where they are: a bracket may have them.</summary>
        public static Edit To(HclFile file, Range place, string expression)
        {
            var lines = new string('\n', file.Text.AsSpan()[place].Count('\n'));
            return new(place.Start.Value, place.End.Value, file.IsJson
                ? $"\"${{{expression.Replace("\"", "\\\"", StringComparison.Ordinal)}}}\"{lines}"
                : expression.EndsWith(')') ? $"{expression[..^1]}{lines})" : expression + lines);
        }
    }
}
