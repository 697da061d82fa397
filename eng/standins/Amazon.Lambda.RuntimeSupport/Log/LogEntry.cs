using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Client;

namespace Amazon.Lambda.RuntimeSupport.Log;

internal sealed record LogEntry(
    DateTime Time, InvocationHeaders Invocation, LogLevel Level, Exception Exception, string Template, object[] Arguments)
{
    public const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
}
