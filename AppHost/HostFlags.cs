using System.CommandLine;
using PrivateInvoke;
using PrivateInvoke.Endpoint.Faults;

namespace AppHost;

/// <summary>The options that say how the interface endpoint and the embedded Lambda behave.</summary>
internal static class HostFlags
{
    private const string EmbeddedUpstream = "embedded";

    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Refuse an invoke whose path is undecided, instead of forwarding it with a warning.",
    };

    private static readonly Option<bool> NoTimeout = new("--no-timeout")
    {
        Description = "Lift the functions' init and invoke timeouts, so that a debugger may stop them.",
    };

    private static readonly Option<string> Upstream = new("--upstream")
    {
        Description = "Where the interface endpoint sends what it lets through: embedded, or the address of another Lambda API such as LocalStack's.",
        DefaultValueFactory = _ => EmbeddedUpstream,
        HelpName = "embedded|URL",
    };

    private static readonly Option<string[]> Fault = new("--fault")
    {
        Description = "Let forwarded invokes meet a fault, the first TIMES ones or all: latency=200ms, silence, reset, 429, 500, lost-answer, idle-purge. Repeatable.",
        HelpName = "FAULT[:TIMES]",
    };

    public static void AddTo(Command command)
    {
        command.Add(Strict);
        command.Add(NoTimeout);
        command.Add(Upstream);
        command.Add(Fault);
    }

    public static HostOptions Read(ParseResult parsed, HostOptions options) => options with
    {
        Strict = parsed.GetValue(Strict),
        NoTimeouts = parsed.GetValue(NoTimeout),
        Upstream = Address(parsed.GetValue(Upstream) ?? EmbeddedUpstream),
        Faults = [.. (parsed.GetValue(Fault) ?? []).Select(FaultOrder.Parse)],
    };

    private static Uri? Address(string upstream)
    {
        if (upstream == EmbeddedUpstream)
            return null;

        return Uri.TryCreate(upstream, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new ProblemException(
                $"--upstream '{upstream}' is neither embedded nor an http address.", "Write embedded, or an address such as http://localhost:4566.");
    }
}
