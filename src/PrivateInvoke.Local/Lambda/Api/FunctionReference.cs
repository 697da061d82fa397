using System.Buffers;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>
/// A function as a client names it: <c>name</c>, <c>name:qualifier</c>, <c>account:function:name</c> or the whole ARN, each with or
/// without a qualifier. Null parts were not given.
/// </summary>
public sealed partial record FunctionReference
{
    /// <summary>The API reference's, of a qualifier that stands by itself.</summary>
    public const string QualifierPattern = "(|[a-zA-Z0-9$_-]+)";

    private static readonly SearchValues<char> OfNames =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public string? Region { get; private init; }

    public string? Account { get; private init; }

    public required string Name { get; init; }

    public string? Qualifier { get; init; }

    /// <returns>Null when it is none of the forms.</returns>
    public static FunctionReference? Parse(string text)
    {
        // By far the most, and a name needs no pattern.
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExcept(OfNames))
            return new FunctionReference { Name = text };

        var match = Form().Match(text);
        return match.Success
            ? new FunctionReference
            {
                Region = Part("region"),
                Account = Part("account"),
                Name = match.Groups["name"].Value,
                Qualifier = Part("qualifier"),
            }
            : null;

        string? Part(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
    }

    /// <summary>Whether it is of <see cref="QualifierPattern"/>, and no longer than a qualifier may be.</summary>
    public static bool IsQualifier(string text) =>
        text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '$' or '_' or '-');

    // The API reference's pattern, with names.
    [GeneratedRegex(
        @"^(arn:aws[a-zA-Z-]*:lambda:)?((?<region>[a-z]{2}(-[a-z]+)+-\d):)?((?<account>\d{12}):)?(function:)?(?<name>[a-zA-Z0-9-_.]+)(:(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
