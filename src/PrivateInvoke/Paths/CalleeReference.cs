using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>What a caller invokes: a function of the plan, or an ARN that lies outside it.</summary>
public sealed record CalleeReference
{
    /// <summary>Null when the plan does not hold it.</summary>
    public Function? Function { get; private init; }

    /// <summary>An alias or version; null for the unqualified function.</summary>
    public string? Qualifier { get; private init; }

    /// <summary>Which the invoke may name in place of <see cref="Qualifier"/>, where its evidence does not say; empty where it does.</summary>
    public IReadOnlyList<string> OtherQualifiers { get; init; } = [];

    /// <summary>The ARN that the invoke asks for, qualifier included, in every form a policy may write it.</summary>
    public required IReadOnlyList<string> Arns { get; init; }

    /// <summary>The function URL by which it is called; null where the Lambda API is.</summary>
    public FunctionUrl? Url { get; private init; }

    public required PathEnd End { get; init; }

    public static CalleeReference ByUrl(Function function, FunctionUrl url) => Of(function, url.Qualifier.Text()) is var callee
        ? callee with { Url = url, End = callee.End with { Name = $"{callee.End.Name} by its function URL" } }
        : callee;

    public static CalleeReference Of(Function function, string? qualifier = null)
    {
        var suffix = qualifier is null ? "" : $":{qualifier}";
        var alias = qualifier is null ? null : function.FunctionAliases.FirstOrDefault(alias => alias.Name.Text() == qualifier);
        // A version that is not published yet has no number.
        var shown = alias?.Address == function.Address && !alias.Arns[0].EndsWith(suffix, StringComparison.Ordinal) && qualifier != "$LATEST" ? "version" : qualifier;
        return new CalleeReference
        {
            Function = function,
            Qualifier = qualifier,
            Arns = [.. function.Arns.Select(arn => arn + suffix), .. alias?.Arns ?? []],
            End = new PathEnd(function.Address, shown is null ? function.Label : $"{function.Label}:{shown}", shown),
        };
    }

    /// <summary>The same function by another of its aliases or versions.</summary>
    public CalleeReference By(string qualifier) => Function is { } function ? Of(function, qualifier) : Outside($"{FunctionName.Parse(Arns[0]).Base}:{qualifier}");

    /// <param name="arn">A function's ARN, qualified or not.</param>
    public static CalleeReference Outside(string arn)
    {
        var name = FunctionName.Parse(arn);
        return new CalleeReference { Qualifier = name.Qualifier, Arns = [arn], End = new PathEnd(null, arn, name.Qualifier) };
    }
}
