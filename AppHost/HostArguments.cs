using PrivateInvoke;

namespace AppHost;

/// <summary>
/// What is Aspire's on the command line, such as <c>--operation publish --step deploy</c> or <c>--Section:Key=value</c>, and what is
/// this program's. Apart, since a step is called as a verb is.
/// </summary>
internal sealed record HostArguments(IReadOnlyList<string> Own, IReadOnlyList<string> Aspire)
{
    private static readonly string[] WithValue =
    [
        "--operation", "--publisher", "--step", "--output-path", "--log-level", "--environment",
        "--dcp-cli-path", "--dcp-container-runtime", "--dcp-dependency-check-timeout", "--dcp-dashboard-path",
    ];

    private static readonly string[] Flags = ["--include-exception-details", "--clear-cache", "--yes"];

    public static HostArguments Split(IReadOnlyList<string> arguments)
    {
        // A verb is this program's, with all that follows.
        if (arguments is [var verb, ..] && !verb.StartsWith('-'))
            return new(arguments, []);

        List<string> own = [], aspire = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var name = argument.Split('=', 2)[0];
            if (!IsAspires(name))
            {
                own.Add(argument);
                continue;
            }

            aspire.Add(argument);
            if (name != argument)
                continue;

            var hasNext = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            if (Flags.Contains(name) && !(hasNext && bool.TryParse(arguments[i + 1], out _)))
                aspire[^1] = $"{name}=true";
            else if (hasNext)
                aspire.Add(arguments[++i]);
        }

        return new(own, aspire);
    }

    /// <summary>A publish operation; null where the application runs.</summary>
    public string? Step => Value("--step");

    /// <exception cref="ProblemException">A pipeline without a step, which would run every step that there is.</exception>
    public HostArguments RequireStep() => Value("--operation") is { } operation && operation.Equals("publish", StringComparison.OrdinalIgnoreCase) && Step is null
        ? throw new ProblemException(
            "--operation publish without --step runs every step, deploy and destroy among them.",
            "Add --step deploy, --step destroy, or another one.")
        : this;

    private string? Value(string name)
    {
        for (var i = 0; i < Aspire.Count; i++)
        {
            if (Aspire[i].StartsWith($"{name}=", StringComparison.Ordinal))
                return Aspire[i][(name.Length + 1)..];
            if (Aspire[i] == name && i + 1 < Aspire.Count)
                return Aspire[i + 1];
        }

        return null;
    }

    /// <summary>A configuration key has its sections' names in it, as <c>--DcpPublisher:RandomizePorts</c>.</summary>
    private static bool IsAspires(string name) =>
        WithValue.Contains(name) || Flags.Contains(name)
        || (name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal));
}
