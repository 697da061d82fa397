using System.Globalization;
using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Log;

/// <summary>
/// By default <c>time TAB request id TAB level TAB message</c>; <c>AWS_LAMBDA_LOG_FORMAT</c> (or, first,
/// <c>AWS_LAMBDA_HANDLER_LOG_FORMAT</c>) can be <c>JSON</c> or <c>Unformatted</c>.
/// </summary>
internal sealed class LogFormat
{
    private readonly string _kind;

    private LogFormat(string kind, LogLevel minimum) => (_kind, Minimum) = (kind, minimum);

    public LogLevel Minimum { get; }

    public static LogFormat FromEnvironment()
    {
        var level = Variable("AWS_LAMBDA_HANDLER_LOG_LEVEL", "AWS_LAMBDA_LOG_LEVEL")?.ToUpperInvariant();
        var minimum = level switch
        {
            // Lambda's own names for two of them.
            "FATAL" => LogLevel.Critical,
            "WARN" => LogLevel.Warning,
            _ => Enum.TryParse<LogLevel>(level, ignoreCase: true, out var parsed) ? parsed : LogLevel.Information,
        };
        return new LogFormat(Variable("AWS_LAMBDA_HANDLER_LOG_FORMAT", "AWS_LAMBDA_LOG_FORMAT")?.ToUpperInvariant(), minimum);
    }

    public string Line(LogEntry entry) => _kind switch
    {
        "JSON" => JsonLine.Write(entry),
        "UNFORMATTED" => Text(entry, prefix: false),
        _ => Text(entry, prefix: true),
    };

    private static string Text(LogEntry entry, bool prefix)
    {
        var line = new StringBuilder();
        if (prefix)
        {
            line.Append(entry.Time.ToString(LogEntry.TimeFormat, CultureInfo.InvariantCulture))
                .Append('\t').Append(entry.Invocation?.AwsRequestId)
                .Append('\t').Append(Label(entry.Level))
                .Append('\t');
        }

        var message = new MessageTemplate(entry.Template, entry.Arguments).Render();
        line.Append(message);
        if (entry.Exception is not null)
        {
            line.Append(message.Length > 0 ? "\n" : "").Append(entry.Exception);
        }

        return line.ToString();
    }

    private static string Label(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => level.ToString(),
    };

    private static string Variable(string first, string second)
    {
        var value = Environment.GetEnvironmentVariable(first);
        return string.IsNullOrEmpty(value) ? Environment.GetEnvironmentVariable(second) : value;
    }
}
