namespace PrivateInvoke.Local.Lambda;

/// <summary>What became of an invoke.</summary>
public abstract record InvokeOutcome
{
    private InvokeOutcome()
    {
    }

    /// <summary>The function answered.</summary>
    public sealed record Answered(ReadOnlyMemory<byte> Payload) : InvokeOutcome
    {
        /// <summary>What the runtime called the payload; <c>application/json</c> unless it said otherwise.</summary>
        public string? ContentType { get; init; }
    }

    /// <summary>The function ran and failed, or could not run; AWS still answers 200.</summary>
    /// <param name="Payload"><c>{"errorType", "errorMessage", …}</c></param>
    public sealed record Failed(FunctionFault Fault, ReadOnlyMemory<byte> Payload) : InvokeOutcome;

    /// <summary>It did not run.</summary>
    /// <param name="Reason">AWS's reason: <c>ReservedFunctionConcurrentInvocationLimitExceeded</c>.</param>
    public sealed record Throttled(string Reason) : InvokeOutcome;

    /// <summary>It did not run: the chain of invokes that it belongs to has been through the function too often.</summary>
    public sealed record Recursive : InvokeOutcome;

    public string RequestId { get; init; } = "";

    /// <summary>At most 4 KB, when it was asked for.</summary>
    public ReadOnlyMemory<byte>? LogTail { get; init; }
}

public enum FunctionFault
{
    /// <summary>The function's own code, or its runtime, reported an error.</summary>
    Error,

    /// <summary>The function's timeout passed; its environment was killed.</summary>
    Timeout,

    /// <summary>Its process ended in the middle.</summary>
    Exit,

    /// <summary>It never became ready.</summary>
    Init,

    /// <summary>The answer is larger than Lambda's 6 MB.</summary>
    ResponseTooLarge,
}
