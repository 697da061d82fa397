namespace PrivateInvoke.Lambda;

/// <summary>A function as the embedded Lambda runs it; defaults are Lambda's own.</summary>
public sealed record FunctionSpec
{
    public required string Name { get; init; }

    /// <summary><c>arn:aws:lambda:REGION:ACCOUNT:function:NAME</c></summary>
    public required string Arn { get; init; }

    public required string Region { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>MiB.</summary>
    public int MemorySize { get; init; } = 128;

    public string Handler { get; init; } = "bootstrap";

    /// <summary>Null: unreserved. 0: every invoke is throttled.</summary>
    public int? ReservedConcurrency { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? LogGroup { get; init; }

    public required FunctionCode Code { get; init; }
}

/// <summary>Where a function's process comes from.</summary>
public abstract record FunctionCode
{
    private FunctionCode()
    {
    }

    /// <param name="FileName">The program: a <c>bootstrap</c>, or <c>dotnet</c>.</param>
    public sealed record Process(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory) : FunctionCode;

    /// <param name="Why">Ends the sentence "no code here: …".</param>
    public sealed record Missing(string Why) : FunctionCode;
}
