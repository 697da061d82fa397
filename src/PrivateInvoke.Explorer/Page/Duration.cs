using System.Globalization;

namespace PrivateInvoke.Explorer.Page;

/// <summary>A duration in three digits or so.</summary>
internal static class Duration
{
    public static string Text(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 10 => $"{time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms",
        < 1_000 => $"{time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms",
        _ => $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
    };
}
