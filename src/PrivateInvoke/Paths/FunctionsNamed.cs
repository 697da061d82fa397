using System.Text.RegularExpressions;
using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>Finds the functions that a text names: all of it, or a part where it is a document or a list.</summary>
internal sealed partial class FunctionsNamed(CloudModel model)
{
    /// <summary>Lambda's limit for all of a function's environment.</summary>
    private const int Longest = 4096;

    // By ARN, which need not be made of the function's.
    private readonly Dictionary<string, CalleeReference> _aliases = new(
        from function in model.Functions
        from alias in function.FunctionAliases
        from arn in alias.Arns
        group CalleeReference.Of(function, alias.Name.Text()) by arn into same
        select KeyValuePair.Create(same.Key, same.First()));

    private readonly (string Text, CalleeReference Callee)[] _urls =
    [
        .. from function in model.Functions
           from url in function.Urls
           where url.Url.Text() is { Length: > 0 }
           select (url.Url.Text()!.TrimEnd('/'), CalleeReference.ByUrl(function, url)),
    ];

    /// <param name="text">The value of an environment variable.</param>
    public IEnumerable<CalleeReference> In(string text)
    {
        if (text.Length is 0 or > Longest)
            return [];
        if (_urls.Where(url => text.Contains(url.Text, StringComparison.Ordinal)).Select(url => url.Callee).ToArray() is { Length: > 0 } urls)
            return urls;
        if (One(text.Trim()) is { } whole)
            return [whole];

        // A word is a name only where it stands alone: a host or a path may have a function's name in it.
        return Arns().Matches(text).Select(match => match.Value)
            .Concat(Quoted().Matches(text).Select(match => match.Groups[1].Value))
            .Concat(text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct()
            .Select(One).OfType<CalleeReference>().DistinctBy(callee => callee.End);
    }

    /// <summary>The function of that name or ARN, with or without qualifier.</summary>
    public CalleeReference? One(string text)
    {
        if (!FunctionName.IsOneWord(text))
            return null;
        if (_aliases.GetValueOrDefault(text) is { } alias)
            return alias;
        var name = FunctionName.Parse(text);
        // A catalog knows addresses too, and no function is invoked by its address.
        return model.Functions.Find(name.Base) is { } function && function.Address != name.Base
            ? CalleeReference.Of(function, name.Qualifier)
            : FunctionName.IsFunctionArn(text) ? CalleeReference.Outside(text) : null;
    }

    /// <summary>What an expression mentions that is not known itself: a qualifier may be put behind a function.</summary>
    public CalleeReference? Mentioned(string text) => One(text) switch
    {
        { Function: null } => null,
        { Function: { } function, Qualifier: null } callee => callee with { OtherQualifiers = [.. function.FunctionAliases.Select(alias => alias.Name.Text()).OfType<string>()] },
        var callee => callee,
    };

    // An invoke_arn, which API Gateway takes, has a function's ARN in it.
    [GeneratedRegex(@"(?<!functions/)arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:(\$LATEST|[\w-]+))?")]
    private static partial Regex Arns();

    [GeneratedRegex("\"([^\"\\\\]{1,256})\"")]
    private static partial Regex Quoted();
}
