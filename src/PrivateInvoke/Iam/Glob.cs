using PrivateInvoke.Network;

namespace PrivateInvoke.Iam;

/// <summary>A pattern of IAM: <c>*</c> is any run, <c>?</c> any one character, and a variable whose value is not known may be any run.</summary>
internal sealed class Glob
{
    // Private-use characters stand for what is not literal, so that a variable's value may itself hold a star.
    private const char Run = '\uE000';
    private const char One = '\uE001';
    private const char UnknownRun = '\uE002';
    private const char Nothing = '\uE003';

    private readonly string _pattern;

    private Glob(string pattern) => _pattern = pattern;

    /// <param name="wildcards">False for operators such as StringEquals, to which a star is a star.</param>
    public static Glob Parse(string text, RequestContext context, bool hasVariables = true, bool wildcards = true)
    {
        if (!hasVariables || !text.Contains("${", StringComparison.Ordinal))
            return new Glob(wildcards ? text.Replace('*', Run).Replace('?', One) : text);

        var built = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] is '$' && i + 1 < text.Length && text[i + 1] is '{' ? text.IndexOf('}', i) : -1;
            if (end > 0)
            {
                built.Append(Value(text[(i + 2)..end], context));
                i = end;
            }
            else
            {
                built.Append(text[i] switch { '*' when wildcards => Run, '?' when wildcards => One, var literal => literal });
            }
        }

        return new Glob(built.ToString());
    }

    public Truth Matches(string text, bool ignoreCase = false)
    {
        if (!Matches(_pattern, text, ignoreCase))
            return Truth.No;
        return _pattern.Contains(UnknownRun, StringComparison.Ordinal) ? Truth.Undecided : Truth.Yes;
    }

    /// <summary>The colon-separated pieces, the last one with whatever colons are left: the six parts of an ARN.</summary>
    internal Glob[] Split(int parts) => [.. _pattern.Split(':', parts).Select(part => new Glob(part))];

    /// <summary>Whether a variable in it has no value: it matches nothing.</summary>
    internal bool IsNothing => _pattern.Contains(Nothing, StringComparison.Ordinal);

    internal bool IsRun => _pattern is [Run];

    internal bool IsLiteral => _pattern.IndexOfAny([Run, One, UnknownRun]) < 0;

    /// <summary>Whether each star is the last character of a colon-separated part.</summary>
    internal bool HasRunsAtEndsOnly => _pattern.Split(':').All(part => part.IndexOf(Run) is var at && (at < 0 || at == part.Length - 1));

    /// <summary>The text as it was written, where nothing in it is a wildcard or a variable.</summary>
    internal string Literal => _pattern;

    private static string Value(string variable, RequestContext context)
    {
        if (variable is "*" or "?" or "$")
            return variable;

        var comma = variable.IndexOf(',', StringComparison.Ordinal);
        var key = comma < 0 ? variable : variable[..comma].TrimEnd();
        return context[key] switch
        {
            ContextValue.Known { Values: [var only] } => only,
            ContextValue.Spelled { Spellings: [var only] } => only,
            ContextValue.Missing when comma > 0 => variable[(comma + 1)..].Trim().Trim('\''),
            // A variable without a value matches nothing; no text holds this character.
            ContextValue.Missing => $"{Nothing}",
            _ => $"{UnknownRun}",
        };
    }

    private static bool Matches(string pattern, string text, bool ignoreCase)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && (pattern[p] == One || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (p < pattern.Length && pattern[p] is Run or UnknownRun)
            {
                star = p++;
                mark = t;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] is Run or UnknownRun)
            p++;
        return p == pattern.Length;
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
