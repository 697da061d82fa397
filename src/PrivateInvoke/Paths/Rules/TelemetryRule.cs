using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// An OTLP exporter inside the caller leaves by the same network, and Lambda ships the logs without it. Never more than a warning: the
/// invoke arrives with or without telemetry.
/// </summary>
internal static class TelemetryRule
{
    private const HopKind Kind = HopKind.Telemetry;

    private static readonly string[] Variables =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    public static IEnumerable<Hop> Judge(ApiCall call)
    {
        if (call.Caller.VpcConfig is not Planned<Cloud.VpcConfig>.Known || !call.Caller.Environment.TryGet(out var environment))
            return [];

        return from variable in Variables
               where environment.ContainsKey(variable)
               let text = environment[variable].Text()
               where !string.IsNullOrEmpty(text)
               group variable by text into same
               select Judge(call, same.First(), same.Key);
    }

    private static Hop Judge(ApiCall call, string variable, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return Unknown(variable, text);
        if (url.IsLoopback)
            return Findings.Passed(Kind, $"{variable} names a collector inside the execution environment.", call.Caller.Address, "environment");

        return Reaches(call, url) switch
        {
            (Truth.Yes, _) => Findings.Passed(Kind, $"The caller's telemetry reaches {url.Host}.", call.Caller.Address, "environment"),
            (Truth.No, var because) => Findings.Warning(Kind, "TELEMETRY_UNREACHABLE",
                $"{variable} sends the caller's telemetry to {url.Host}:{url.Port}, which it cannot reach: {because}",
                $"Remove {variable} (Lambda ships the function's logs itself), or give the caller a way there; export with a short timeout, and drop what is late.",
                call.Caller.Address, "environment"),
            _ => Unknown(variable, url.Host),
        };
    }

    private static Hop Unknown(string variable, string host) =>
        Findings.NotApplicable(Kind, $"Whether {host} ({variable}) takes the caller's telemetry is not known; the invoke does not depend on it.");

    private static (Truth Answer, string? Because) Reaches(ApiCall call, Uri url)
    {
        if (Cidr.TryParse(url.Host, out var address))
            return call.Vpc?.Blocks.Any(block => block.TryGet(out var own) && own.Contains(address)) == true
                ? Egress(call, url.Port, new AddressSet.Within(address))
                : (Truth.Undecided, null);
        if (ApiAddress.Parse(url.Host) is ApiAddress.Regional api && call.Region.Is(api.Region) is Truth.Yes)
            return ToService(ApiCall.Of(call.Model, call.Caller, null, api.Service), api);
        // A name of one label, or of a zone of the VPC's own, leads to where only the VPC's resolver knows.
        if (!url.Host.Contains('.', StringComparison.Ordinal) || url.Host.EndsWith(".internal", StringComparison.Ordinal)
            || call.Vpc?.Zones.Any(zone => !zone.Name.TryGet(out var name) || VpcResolver.IsWithin(url.Host, name)) != false)
            return (Truth.Undecided, null);

        var elsewhere = call with { Service = "" };
        var routes = RouteRule.ToPublic(elsewhere);
        var route = Worst([.. RouteRule.Judge(elsewhere, routes), .. NatRule.Judge(elsewhere, routes)]);
        var egress = Egress(elsewhere, url.Port, AddressSet.AwsPublic.Instance);
        return egress.Answer < route.Answer ? egress : (route.Answer, "its subnets have no way out to public addresses.");
    }

    private static (Truth Answer, string? Because) Egress(ApiCall call, int port, AddressSet to) =>
        (call.Security.LetsOut(call.With(to, [], port)), $"{call.Security.Label} lets no tcp {port} out to it.");

    private static (Truth, string?) ToService(ApiCall call, ApiAddress host)
    {
        var answers = NameRule.Judge(call, host).Destinations.Select(destination => Worst(NetworkHops.Of(call, destination).Hops)).ToArray();
        return Array.TrueForAll(answers, one => one.Answer == answers[0].Answer) ? answers[0] : (Truth.Undecided, null);
    }

    private static (Truth Answer, string? Because) Worst(IReadOnlyList<Hop> hops) =>
        hops.FirstOrDefault(hop => hop.Result is HopResult.Blocked) is { } blocked ? (Truth.No, (string?)blocked.Message)
        : hops.Any(hop => hop.Result is HopResult.Undecided) ? (Truth.Undecided, null)
        : (Truth.Yes, null);
}
