namespace PrivateInvoke.Paths;

/// <summary>A path as text of 80 columns: one line a hop, and below those that need it what was found and what to change.</summary>
public static class TextReport
{
    private const int Columns = 80;
    private const int Indent = 23;
    private const int Margin = 4;

    public static void Write(TextWriter writer, InvokePath path, bool color)
    {
        var via = path.Via is Via.None ? "" : $" via {Words(path.Via.ToString())}";
        writer.WriteLine($"{path.Caller.Name} -> {path.Callee.Name}: {Paint($"{path.Verdict}{via}", Color(path.Verdict), color)}");
        Write(writer, path.Hops, color);
    }

    /// <summary>What was changed, and how it was judged before.</summary>
    public static void Write(TextWriter writer, PathChange change, bool color)
    {
        var before = change.Before is null ? "new" : change.Before == change.Path.Verdict ? "as before" : $"was {change.Before}";
        writer.WriteLine(
            $"{change.Path.Caller.Name} -> {change.Path.Callee.Name}: {Paint($"{change.Path.Verdict}", Color(change.Path.Verdict), color)} ({before})");
        Write(writer, change.Hops, color);
    }

    private static void Write(TextWriter writer, IEnumerable<Hop> hops, bool color)
    {
        foreach (var hop in hops)
        {
            var first = $"  {Paint(Mark(hop.Result), Color(hop.Result), color)} {hop.Kind.Words(),-Indent + 4}";
            Wrapped(writer, first, hop.Message);
            if (hop.Result is HopResult.Blocked or HopResult.Undecided or HopResult.Warning && hop.Address is { } address)
                Wrapped(writer, Blank, $"{hop.Code} at {address}{(hop.Attribute is { } attribute ? $" ({attribute})" : "")}");
            if (hop.Fix is { } fix)
                Wrapped(writer, Blank, $"Fix: {fix}");
        }
    }

    private static readonly string Blank = new(' ', Indent);

    private static void Wrapped(TextWriter writer, string first, string text)
    {
        writer.Write(first);
        var column = Indent;
        var start = Indent;
        foreach (var word in text.Split(' '))
        {
            if (column > start && column + 1 + word.Length > Columns || column + word.Length > Columns && column > Margin)
            {
                // An ARN is not broken: it begins further left.
                start = column = Math.Clamp(Columns - word.Length, Margin, Indent);
                writer.WriteLine();
                writer.Write(Blank[..start]);
            }

            if (column > start)
            {
                writer.Write(' ');
                column++;
            }

            writer.Write(word);
            column += word.Length;
        }

        writer.WriteLine();
    }

    private static string Mark(HopResult result) => result switch
    {
        HopResult.Passed => "✓",
        HopResult.Blocked => "✗",
        HopResult.Undecided => "?",
        HopResult.Warning => "!",
        _ => "–",
    };

    private static int Color(HopResult result) => result switch
    {
        HopResult.Passed => 32,
        HopResult.Blocked => 31,
        HopResult.Undecided or HopResult.Warning => 33,
        _ => 90,
    };

    private static int Color(Verdict verdict) => verdict switch
    {
        Verdict.Reachable => 32,
        Verdict.Blocked => 31,
        _ => 33,
    };

    private static string Paint(string text, int ansi, bool color) => color ? $"\e[{ansi}m{text}\e[0m" : text;

    /// <summary>"EndpointIngress" is "endpoint ingress".</summary>
    internal static string Words(string name) => name switch
    {
        "EniSetup" => "ENI setup",
        "ApiHost" => "API host",
        "NetworkAcl" => "network ACL",
        "Nat" => "NAT",
        "AwsNetwork" => "AWS's network",
        _ => string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).ToLowerInvariant(),
    };
}
