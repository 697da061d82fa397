using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Client;

namespace Amazon.Lambda.RuntimeSupport.Log;

/// <summary>The function's log: each line it writes to the console or to Lambda's loggers, with time, request id and level.</summary>
internal sealed class FunctionLog : ILambdaLogger
{
    private readonly LogFormat _format = LogFormat.FromEnvironment();
    private readonly FormattedWriter _out;
    private readonly FormattedWriter _error;

    private FunctionLog()
    {
        _out = new FormattedWriter(Console.Out, line => Write(nameof(LogLevel.Information), null, line));
        _error = new FormattedWriter(Console.Error, line => WriteTo(_error, nameof(LogLevel.Error), null, line));
    }

    /// <summary>The invocation that the lines belong to; null during init.</summary>
    public InvocationHeaders Invocation { get; set; }

    public static FunctionLog TakeOverConsole()
    {
        var log = new FunctionLog();
        Console.SetOut(log._out);
        Console.SetError(log._error);
        // The console wraps what it is given and locks its wrapper: one lock for both ways in, or two lines could mix.
        log._out.Lock = Console.Out;
        log._error.Lock = Console.Error;

        LambdaLogger.Plain = message => log.Write(null, null, message);
        LambdaLogger.Leveled = log.Write;
        return log;
    }

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Write(nameof(LogLevel.Information), null, message);

    public void Log(string level, string message) => Write(level, null, message);

    public void Log(string level, string message, params object[] args) => Write(level, null, message, args);

    public void Log(string level, Exception exception, string message, params object[] args) => Write(level, exception, message, args);

    public void Write(string level, Exception exception, string template, params object[] args) =>
        WriteTo(_out, level, exception, template, args);

    private void WriteTo(FormattedWriter writer, string level, Exception exception, string template, params object[] args)
    {
        // As in the real package, a level of the caller's own invention is never filtered and shows as trace.
        var known = Enum.TryParse<LogLevel>(level, ignoreCase: true, out var parsed);
        if (known && parsed < _format.Minimum)
        {
            return;
        }

        writer.WriteFormatted(_format.Line(new LogEntry(DateTime.UtcNow, Invocation, parsed, exception, template ?? "", args ?? [])));
    }
}
