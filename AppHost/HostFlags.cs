using System.CommandLine;
using PrivateInvoke;
using PrivateInvoke.Local.Endpoint.Faults;
using PrivateInvoke.Local;

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
        Description = "Where the interface endpoint sends what it lets through: embedded; the address of another Lambda API such as LocalStack's; or aws, signed with this machine's own credentials.",
        DefaultValueFactory = _ => EmbeddedUpstream,
        HelpName = "embedded|URL|aws",
    };

    private static readonly Option<string[]> Fault = new("--fault")
    {
        Description = "Let forwarded invokes meet a fault, the first TIMES ones or all: latency=200ms, silence, reset, 429, 500, lost-answer, idle-purge. Repeatable.",
        HelpName = "FAULT[:TIMES]",
    };

    private static readonly Option<bool> Isolate = new("--isolate")
    {
        Description = "Give a caller in a VPC without a NAT gateway a network whose only ways out are the interface endpoint and the Runtime API: any other call hangs, as in AWS. Linux, without root where user namespaces are allowed.",
    };

    public static void AddTo(Command command)
    {
        command.Add(Strict);
        command.Add(NoTimeout);
        command.Add(Upstream);
        command.Add(Fault);
        command.Add(Isolate);
    }

    public static HostOptions Read(ParseResult parsed, HostOptions options) => options with
    {
        Isolate = parsed.GetValue(Isolate),
        Strict = parsed.GetValue(Strict),
        NoTimeouts = parsed.GetValue(NoTimeout),
        Upstream = ReadUpstream(parsed.GetValue(Upstream) ?? EmbeddedUpstream),
        Faults = [.. (parsed.GetValue(Fault) ?? []).Select(FaultOrder.Parse)],
    };

    private static LocalUpstream ReadUpstream(string upstream) => upstream switch
    {
        EmbeddedUpstream => new LocalUpstream.Embedded(),
        "aws" => new LocalUpstream.Aws(AwsAddress()),
        _ => HttpAddress(upstream) is { } address
            ? new LocalUpstream.Api(address)
            : throw new ProblemException(
                $"--upstream '{upstream}' is neither embedded nor aws nor an http address.",
                "Write embedded, aws, or an address such as http://localhost:4566."),
    };

    /// <summary>Where the AWS SDKs of this machine are told to look for AWS; null: where it is.</summary>
    private static Uri? AwsAddress()
    {
        foreach (var variable in new[] { "AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL" })
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            {
                return HttpAddress(value)
                    ?? throw new ProblemException($"{variable} is '{value}', which is no http address.", "Correct it, or unset it.");
            }
        }

        return null;
    }

    private static Uri? HttpAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
