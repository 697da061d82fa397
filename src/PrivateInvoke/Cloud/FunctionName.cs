namespace PrivateInvoke.Cloud;

/// <summary>
/// A function as an Invoke names it: <c>name</c>, <c>name:qualifier</c>, <c>account:function:name</c>, or an ARN with or without
/// qualifier.
/// </summary>
/// <param name="Base">The name or the unqualified ARN.</param>
public readonly record struct FunctionName(string Base, string? Qualifier)
{
    /// <summary><c>arn:aws:lambda:REGION:ACCOUNT:function:NAME</c></summary>
    public bool IsArn => Base.StartsWith("arn:", StringComparison.Ordinal);

    public string Name => Base[(Base.LastIndexOf(':') + 1)..];

    public string? Region => Part(3);

    public string? Account => Part(4);

    public static FunctionName Parse(string text)
    {
        var parts = text.Split(':');
        return parts switch
        {
            ["arn", _, "lambda", _, _, "function", _, var qualifier] => new(text[..^(qualifier.Length + 1)], Filled(qualifier)),
            ["arn", ..] => new(text, null),
            [_, "function", var name, var qualifier] => new(name, Filled(qualifier)),
            [_, "function", var name] => new(name, null),
            [var name, var qualifier] => new(name, Filled(qualifier)),
            _ => new(text, null),
        };
    }

    /// <summary>Whether the text is a Lambda function's ARN.</summary>
    public static bool IsFunctionArn(string text) =>
        IsOneWord(text) && text.Split(':') is ["arn", _, "lambda", { Length: > 0 }, { Length: > 0 }, "function", { Length: > 0 }, ..];

    public static string Arn(string region, string account, string name) => $"arn:{Partition(region)}:lambda:{region}:{account}:function:{name}";

    public static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    /// <summary>Whether it could be one name: no list, and no document.</summary>
    public static bool IsOneWord(string text) => !text.Any(c => c is ',' or ';' or '"' || char.IsWhiteSpace(c));

    private string? Part(int at) => IsArn && Base.Split(':') is var parts && parts.Length > at ? Filled(parts[at]) : null;

    private static string? Filled(string qualifier) => qualifier.Length == 0 ? null : qualifier;
}
