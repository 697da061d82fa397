using System.Globalization;

namespace PrivateInvoke.Local.Endpoint.Faults;

/// <summary>A fault and how often it happens; null: each time that it can.</summary>
public sealed record FaultOrder(Fault Fault, int? Times = null)
{
    private const string Known = "latency=200ms, silence, reset, 429, 500, lost-answer, idle-purge";

    /// <summary><c>NAME[=VALUE][:TIMES]</c>: <c>latency=200ms</c>, <c>lost-answer:1</c>.</summary>
    /// <exception cref="ProblemException">It is none of these.</exception>
    public static FaultOrder Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var name = colon < 0 ? text : text[..colon];
        return new FaultOrder(ParseFault(name, text), colon < 0 ? null : ParseTimes(text[(colon + 1)..], text));
    }

    private static Fault ParseFault(string name, string text) => name.Split('=', 2) switch
    {
        ["latency", var delay] => new Fault.Latency(ParseDelay(delay, text)),
        ["silence"] => new Fault.Silence(),
        ["reset"] => new Fault.Reset(),
        ["429"] => new Fault.Throttled(),
        ["500"] => new Fault.ServerError(),
        ["lost-answer"] => new Fault.LostAnswer(),
        ["idle-purge"] => new Fault.IdlePurge(),
        ["latency"] => throw Problem(text, "does not say how long", "Write it as latency=200ms or latency=1.5s."),
        [var known, _] when Known.Split(", ").Contains(known) => throw Problem(text, "takes no value", $"Write {known}."),
        _ => throw Problem(text, "is none that is known", $"Give one of {Known}."),
    };

    private static TimeSpan ParseDelay(string delay, string text)
    {
        var (digits, unit) = delay.EndsWith("ms", StringComparison.Ordinal) ? (delay[..^2], 1d)
            : delay.EndsWith('s') ? (delay[..^1], 1000d)
            : ("", 0d);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is > 0 and <= 900_000
                ? TimeSpan.FromMilliseconds(number * unit)
                : throw Problem(text, $"has '{delay}', which is no time up to 900s", "Write it as latency=200ms or latency=1.5s.");
    }

    private static int ParseTimes(string times, string text) =>
        int.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Problem(text, $"has '{times}', which is no number of times", "Write a number above 0 after the colon, as in lost-answer:1.");

    private static ProblemException Problem(string text, string cause, string remedy) => new($"--fault '{text}' {cause}.", remedy);
}
