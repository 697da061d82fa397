namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>What the client's user holds in the end.</summary>
public abstract record ClientAnswer
{
    public sealed record Answered(int Status, string Payload) : ClientAnswer
    {
        public string? FunctionError { get; init; }

        /// <summary>Of a stream that failed.</summary>
        public string? ErrorDetails { get; init; }

        public string? Version { get; init; }

        /// <summary>Decoded.</summary>
        public string? Log { get; init; }
    }

    /// <param name="Type">Of the client's own exception, where it has one for this error.</param>
    public sealed record Refused(string Type, string Message) : ClientAnswer
    {
        /// <summary>Null from a client that does not tell it.</summary>
        public string? Reason { get; init; }
    }
}
