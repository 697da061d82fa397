using System.Text;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>How an environment's init ended.</summary>
internal abstract record InitResult
{
    private InitResult()
    {
    }

    public sealed record Ready(TimeSpan Duration) : InitResult;

    /// <summary>The runtime itself reported what is wrong.</summary>
    public sealed record Reported(ReadOnlyMemory<byte> Payload) : InitResult;

    /// <param name="Text">As <see cref="ProcessExit"/> words it.</param>
    public sealed record Exited(string Text) : InitResult;

    public sealed record TimedOut(TimeSpan Timeout) : InitResult;

    /// <summary>There was no process.</summary>
    public sealed record NoProcess(string Why) : InitResult;

    /// <summary>What an invocation gets that waited for it.</summary>
    public InvokeOutcome Outcome(string requestId) => this switch
    {
        Reported reported => new InvokeOutcome.Failed(FunctionFault.Init, reported.Payload),
        Exited exited => new InvokeOutcome.Failed(FunctionFault.Exit, FaultPayload.Exited(requestId, exited.Text)),
        TimedOut late => new InvokeOutcome.Failed(FunctionFault.Timeout, FaultPayload.TimedOut(requestId, late.Timeout)),
        NoProcess none => new InvokeOutcome.Failed(FunctionFault.Init, FaultPayload.NoEntrypoint(requestId, none.Why)),
        _ => throw new InvalidOperationException("A function that is ready has no init error."),
    };

    /// <summary>For a person.</summary>
    public string Problem => this switch
    {
        Reported reported => $"its runtime reported {Encoding.UTF8.GetString(reported.Payload.Span)}",
        Exited exited => $"its process ended before it asked for an event ({exited.Text})",
        TimedOut late => $"its process did not ask for an event within {late.Timeout.TotalSeconds:0.#} seconds",
        NoProcess none => none.Why,
        _ => "nothing is wrong",
    };
}
