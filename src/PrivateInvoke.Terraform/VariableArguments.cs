namespace PrivateInvoke.Terraform;

/// <summary>Input variables, as the commands that take them take them.</summary>
public abstract record VariableArguments
{
    /// <summary>Name to value, in Terraform's syntax for a command line.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> VariableFiles { get; init; } = [];

    /// <summary>Files first: of two that set a variable the later one wins, and a value by name is the more explicit.</summary>
    internal IEnumerable<string> Arguments() =>
    [
        .. VariableFiles.Select(file => $"-var-file={file}"),
        .. Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"-var={pair.Key}={pair.Value}"),
    ];
}
