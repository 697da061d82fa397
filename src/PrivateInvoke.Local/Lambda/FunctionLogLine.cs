namespace PrivateInvoke.Local.Lambda;

/// <summary>A line of a function's log, as CloudWatch would hold it.</summary>
/// <param name="Environment">Tells the execution environments of one function apart; the log stream's name ends with it.</param>
/// <param name="RequestId">The invocation under way; null during init and between invocations.</param>
public sealed record FunctionLogLine(
    string Function, string Environment, string? RequestId, FunctionLogSource Source, DateTimeOffset Time, string Text);

public enum FunctionLogSource
{
    /// <summary>Written by the function's process.</summary>
    Function,

    /// <summary>START, END, REPORT and what Lambda itself has to say.</summary>
    Platform,
}
