namespace Amazon.Lambda.Core;

public static class LambdaLogger
{
    // Amazon.Lambda.RuntimeSupport points both at its own log while a function runs.
    internal static Action<string> Plain { get; set; } = Console.WriteLine;

    internal static Action<string, Exception, string, object[]> Leveled { get; set; } = WriteToConsole;

    public static void Log(string message) => Plain(message);

    public static void Log(string level, string message, params object[] args) => Leveled(level, null, message, args);

    public static void Log(LogLevel level, string message, params object[] args) => Leveled(level.ToString(), null, message, args);

    public static void Log(string level, Exception exception, string message, params object[] args) =>
        Leveled(level, exception, message, args);

    public static void Log(LogLevel level, Exception exception, string message, params object[] args) =>
        Leveled(level.ToString(), exception, message, args);

    private static void WriteToConsole(string level, Exception exception, string message, object[] args)
    {
        Console.WriteLine($"{level}: {message}{string.Concat((args ?? []).Select(arg => $" \"{arg}\""))}");
        if (exception is not null)
        {
            Console.WriteLine(exception);
        }
    }
}
