namespace PrivateInvoke.Local.Lambda;

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

    /// <summary>Whether a chain of invokes may come through it again and again: <c>recursive_loop = "Allow"</c>.</summary>
    public bool AllowsRecursiveLoop { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Names of variables that the plan sets and whose values it withholds: sensitive ones, and those that only an apply knows.
    /// <see cref="WholeEnvironment"/> where not even the names are told.
    /// </summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>The version that is no published one.</summary>
    public const string Latest = "$LATEST";

    public const string WholeEnvironment = "its environment variables";

    public string? LogGroup { get; init; }

    /// <summary>Versions and aliases by name, each with the version that it runs; <c>$LATEST</c> needs no entry.</summary>
    public IReadOnlyDictionary<string, string> Qualifiers { get; init; } = new Dictionary<string, string>();

    /// <param name="qualifier">Null: none was given.</param>
    public string VersionOf(string? qualifier) =>
        qualifier is not null && Qualifiers.TryGetValue(qualifier, out var version) ? version : Latest;

    public string Runtime { get; init; } = "provided.al2023";

    /// <summary><c>Zip</c> or <c>Image</c>, which has neither runtime nor handler.</summary>
    public string PackageType { get; init; } = "Zip";

    /// <summary>The execution role's ARN; null where the plan does not tell it.</summary>
    public string? Role { get; init; }

    public string Architecture { get; init; } = "x86_64";

    public EventInvokeSpec EventInvoke { get; init; } = new();

    public required FunctionCode Code { get; init; }
}

/// <summary>What happens to asynchronous invokes: <c>aws_lambda_function_event_invoke_config</c>; defaults are Lambda's own.</summary>
public sealed record EventInvokeSpec
{
    /// <summary>After a function error; 0 to 2.</summary>
    public int MaximumRetryAttempts { get; init; } = 2;

    public TimeSpan MaximumEventAge { get; init; } = TimeSpan.FromHours(6);

    /// <summary>ARN of the failure destination or dead letter queue, for the log: nothing is sent there.</summary>
    public string? OnFailure { get; init; }
}

/// <summary>Where a function's process comes from.</summary>
public abstract record FunctionCode
{
    private FunctionCode()
    {
    }

    /// <param name="FileName">The program: a <c>bootstrap</c>, or <c>dotnet</c>.</param>
    public sealed record Process(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory) : FunctionCode;

    /// <summary>A runtime that somebody else starts and attaches: no process is started, and an invoke waits for the runtime.</summary>
    /// <param name="By">What starts it, such as the name of an Aspire resource.</param>
    public sealed record Attached(string By) : FunctionCode;

    /// <param name="Why">Ends the sentence "no code here: …".</param>
    public sealed record Missing(string Why) : FunctionCode;
}
