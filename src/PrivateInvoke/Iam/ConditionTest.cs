using System.Globalization;
using PrivateInvoke.Network;

namespace PrivateInvoke.Iam;

/// <summary>Evaluates one condition: values are alternatives, an operator or a key that cannot be evaluated is undecided.</summary>
internal static class ConditionTest
{
    public static Truth Holds(Condition condition, RequestContext context, bool hasVariables)
    {
        var name = condition.Operator;
        var set = name.StartsWith("ForAllValues:", StringComparison.OrdinalIgnoreCase) ? Quantifier.All
            : name.StartsWith("ForAnyValue:", StringComparison.OrdinalIgnoreCase) ? Quantifier.Any
            : Quantifier.Single;
        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].ToLowerInvariant();
        var ifExists = name.EndsWith("ifexists", StringComparison.Ordinal);
        if (ifExists)
            name = name[..^"ifexists".Length];

        var value = context[condition.Key];
        if (value is ContextValue.Perhaps perhaps)
        {
            var (there, missing) = (new RequestContext { [condition.Key] = perhaps.If }, new RequestContext { [condition.Key] = ContextValue.Missing.Instance });
            return Holds(condition, there, hasVariables) is var one && one == Holds(condition, missing, hasVariables) ? one : Truth.Undecided;
        }

        if (name is "null")
            return IsMissing(value) is var missing && condition.Values is [var wanted] && bool.TryParse(wanted, out var shouldMiss)
                ? shouldMiss ? missing : missing.Not()
                : Truth.Undecided;

        var negated = name.Contains("not", StringComparison.Ordinal);
        // ForAnyValue fails and IfExists holds where the key is missing; of both together AWS's pages do not tell.
        // See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
        if (value is ContextValue.Missing && ifExists && set is Quantifier.Any)
            return Truth.Undecided;
        if (value is ContextValue.Missing)
            return Truths.Of(set is Quantifier.All || ifExists || (negated && set is Quantifier.Single));
        if (Comparison(name, hasVariables, context) is not { } compare || value is ContextValue.Unknown or ContextValue.Present)
            return Truth.Undecided;
        // The page says that an inverted operator holds for a variable without a value, and that such a variable may make the statement invalid.
        // See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
        if (negated && hasVariables && condition.Values.Any(text => Glob.Parse(text, context).IsNothing))
            return Truth.Undecided;
        if (value is ContextValue.Within within)
            return name is "ipaddress" or "notipaddress" ? Negate(InBlocks(within.Addresses, condition.Values), negated) : Truth.Undecided;

        if (value is ContextValue.Spelled spelled)
            return Negate(spelled.Spellings.Any(One), negated);

        var given = ((ContextValue.Known)value).Values;
        return set switch
        {
            // A key of several values asks for a set operator; what AWS makes of one without is not documented.
            // See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
            Quantifier.Single when given.Count != 1 => Truth.Undecided,
            Quantifier.Single => Negate(One(given[0]), negated),
            Quantifier.All => given.All(text => Negate(One(text), negated)),
            _ => given.Any(text => Negate(One(text), negated)),
        };

        Truth One(string text) => condition.Values.Any(expected => compare(expected, text));
    }

    private enum Quantifier
    {
        Single,
        All,
        Any,
    }

    private static Func<string, string, Truth>? Comparison(string name, bool hasVariables, RequestContext context) => name switch
    {
        "stringequals" or "stringnotequals" => (e, v) => Text(Glob.Parse(e, context, hasVariables, wildcards: false), v, ignoreCase: false),
        "stringequalsignorecase" or "stringnotequalsignorecase" =>
            (e, v) => Text(Glob.Parse(e, context, hasVariables, wildcards: false), v, ignoreCase: true),
        "stringlike" or "stringnotlike" => (e, v) => Text(Glob.Parse(e, context, hasVariables), v, ignoreCase: false),
        "arnequals" or "arnlike" or "arnnotequals" or "arnnotlike" => (e, v) => Arn(Glob.Parse(e, context, hasVariables), v),
        "bool" => (e, v) => Truths.Of(e.Equals(v, StringComparison.OrdinalIgnoreCase)),
        "ipaddress" or "notipaddress" => (e, v) => Cidr.TryParse(v, out var given) ? InBlocks([new AddressSet.Within(given)], [e]) : Truth.Undecided,
        "numericequals" or "numericnotequals" => Numbers((e, v) => v == e),
        "numericlessthan" => Numbers((e, v) => v < e),
        "numericlessthanequals" => Numbers((e, v) => v <= e),
        "numericgreaterthan" => Numbers((e, v) => v > e),
        "numericgreaterthanequals" => Numbers((e, v) => v >= e),
        "dateequals" or "datenotequals" => Dates((e, v) => v == e),
        "datelessthan" => Dates((e, v) => v < e),
        "datelessthanequals" => Dates((e, v) => v <= e),
        "dategreaterthan" => Dates((e, v) => v > e),
        "dategreaterthanequals" => Dates((e, v) => v >= e),
        _ => null,
    };

    // Two ARNs or account numbers in plain string operators: the symbolic account is no account.
    private static Truth Text(Glob expected, string value, bool ignoreCase)
    {
        var answer = expected.Matches(value, ignoreCase);
        if (answer is not Truth.No)
            return answer;
        if (Plan.SymbolicAccounts.Is(value))
            return Truths.Of(expected.IsLiteral && !ArnPattern.IsAccount(expected.Literal)).Not().Perhaps();
        return value.Split(':', 6) is [_, _, _, _, var account, _] && Plan.SymbolicAccounts.Is(account)
            ? ArnPattern.Matches(expected, value).Perhaps()
            : Truth.No;
    }

    // An ARN operator compares each of an ARN's six parts; what it makes of a pattern with fewer is not documented.
    private static Truth Arn(Glob pattern, string arn) => pattern.Split(ArnPattern.Parts).Length < ArnPattern.Parts ? Truth.Undecided : ArnPattern.Matches(pattern, arn);

    // The forms of ISO 8601 that W3C's note has, but for a year alone, which may be a number of seconds.
    private static readonly string[] DateFormats = ["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static Func<string, string, Truth> Dates(Func<DateTimeOffset, DateTimeOffset, bool> compare) => (e, v) =>
        TryDate(e, out var expected) && TryDate(v, out var value) ? Truths.Of(compare(expected, value)) : Truth.Undecided;

    private static bool TryDate(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    private static Func<string, string, Truth> Numbers(Func<decimal, decimal, bool> compare) => (e, v) =>
        decimal.TryParse(e, CultureInfo.InvariantCulture, out var expected) && decimal.TryParse(v, CultureInfo.InvariantCulture, out var value)
            ? Truths.Of(compare(expected, value))
            : Truth.Undecided;

    private static Truth InBlocks(IReadOnlyList<AddressSet> addresses, IReadOnlyList<string> blocks)
    {
        var parsed = new List<Cidr>();
        foreach (var text in blocks)
        {
            if (!Cidr.TryParse(text, out var block))
                return Truth.Undecided;
            parsed.Add(block);
        }

        var answers = addresses.Select(one => one.CoveredBy(parsed)).Distinct().ToArray();
        return answers is [var alike] ? alike : Truth.Undecided;
    }

    private static Truth IsMissing(ContextValue value) => value switch
    {
        ContextValue.Missing => Truth.Yes,
        ContextValue.Unknown => Truth.Undecided,
        _ => Truth.No,
    };

    private static Truth Negate(Truth answer, bool negated) => negated ? answer.Not() : answer;
}
