using System.Text;

namespace PrivateInvoke.Plan;

/// <summary>A name in an expression, as a plan's <c>configuration</c> gives it.</summary>
internal abstract record Reference
{
    private Reference()
    {
    }

    /// <summary><c>var.vpc_id</c></summary>
    public sealed record Variable(string Name) : Reference;

    /// <summary><c>module.network["a"].vpc_id</c></summary>
    /// <param name="Module">The call with its key: <c>module.network["a"]</c>.</param>
    public sealed record Output(string Module, bool HasKey, string Name) : Reference;

    /// <summary><c>aws_subnet.private["a"].id</c></summary>
    /// <param name="Resource">With its key: <c>aws_subnet.private["a"]</c>.</param>
    public sealed record Attribute(string Resource, string Type, string Name) : Reference;

    /// <summary>Null where the list has several names, or one that is of another kind: a local value, <c>each.key</c>, a whole resource.</summary>
    /// <param name="references">Each name is followed by what it begins with: <c>["a.b[0].id", "a.b[0]", "a.b"]</c>.</param>
    public static Reference? Single(IReadOnlyList<string> references)
    {
        if (references is not [var name, ..] || !references.All(other => IsBeginning(other, name)))
            return null;

        return Parts(name) switch
        {
            [("var", null), (var variable, null)] => new Variable(variable),
            [("module", null), (var module, var key), (var output, null)] => new Output($"module.{module}{key}", key is not null, output),
            [("data" or "local" or "each" or "count" or "path" or "terraform" or "self" or "var" or "module", _), ..] => null,
            [(var type, null), (var resource, var key), (var attribute, null)] => new Attribute($"{type}.{resource}{key}", type, attribute),
            _ => null,
        };
    }

    /// <summary>
    /// Every name, without what it begins with, and what it names at least: of <c>var.routes.orders</c> the variable, of
    /// <c>module.network</c> all its outputs and of <c>aws_subnet.private</c> all of the resource, both with an empty name.
    /// </summary>
    public static IEnumerable<Reference> All(IReadOnlyList<string> references)
    {
        var last = "";
        foreach (var name in references)
        {
            if (IsBeginning(name, last))
                continue;

            last = name;
            Reference? found = Parts(name) switch
            {
                [("var", null), (var variable, _), ..] => new Variable(variable),
                [("module", null), (var module, var key)] => new Output($"module.{module}{key}", key is not null, ""),
                [("module", null), (var module, var key), (var output, _), ..] => new Output($"module.{module}{key}", key is not null, output),
                [("data" or "local" or "each" or "count" or "path" or "terraform" or "self" or "var" or "module", _), ..] => null,
                [(var type, null), (var resource, var key)] => new Attribute($"{type}.{resource}{key}", type, ""),
                [(var type, null), (var resource, var key), (var attribute, _)] => new Attribute($"{type}.{resource}{key}", type, attribute),
                _ => null,
            };
            if (found is not null)
                yield return found;
        }
    }

    private static bool IsBeginning(string text, string of) =>
        of.StartsWith(text, StringComparison.Ordinal) && (text.Length == of.Length || of[text.Length] is '.' or '[');

    /// <summary><c>aws_subnet.private["a.b"].id</c> to <c>aws_subnet</c>, <c>private</c> with <c>["a.b"]</c>, <c>id</c></summary>
    private static List<(string Name, string? Key)> Parts(string reference)
    {
        var parts = new List<(string, string?)>();
        var (name, key) = (new StringBuilder(), new StringBuilder());
        var (inKey, inQuotes) = (false, false);
        for (var i = 0; i < reference.Length; i++)
        {
            var c = reference[i];
            if (c == '.' && !inKey)
            {
                End();
                continue;
            }

            inKey |= c == '[' && !inQuotes;
            (inKey ? key : name).Append(c);
            if (inQuotes && c == '\\' && i + 1 < reference.Length)
                key.Append(reference[++i]);
            else if (inKey && c == '"')
                inQuotes = !inQuotes;
            else if (c == ']' && !inQuotes)
                inKey = false;
        }

        End();
        return parts;

        void End()
        {
            parts.Add((name.ToString(), key.Length == 0 ? null : key.ToString()));
            name.Clear();
            key.Clear();
        }
    }
}
