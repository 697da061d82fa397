using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>
/// What the VPC's resolver answers for a name from what the configuration gives it: Resolver rules first, then DNS firewalls, then the
/// private hosted zone of the longest name. An endpoint's private DNS is such a zone too, of exactly the API's name.
/// See https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
/// </summary>
internal static class VpcResolver
{
    /// <param name="host">The name that the caller asks for.</param>
    /// <param name="captures">Endpoints of the API in the VPC, and whether their private DNS takes the name over.</param>
    /// <returns>Null where nothing but an endpoint's private DNS speaks of the name.</returns>
    public static (Hop Hop, IReadOnlyList<Destination> Destinations)? Judge(
        ApiCall call, string host, IReadOnlyList<(VpcEndpoint Endpoint, Truth Serves, Truth Captures)> captures)
    {
        if (call.Vpc is not { } vpc || vpc.AmazonDns is not Truth.Yes)
            return null;

        Destination[] open = [.. captures.Select(capture => new Destination.ToEndpoint(capture.Endpoint)), Destination.ToPublic.Instance, Destination.Elsewhere.Instance];
        if (Forwarded(vpc, host) is { } rule)
            return (Undecided("RESOLVER_RULE", $"{rule.Address} may send questions for {host} to resolvers that are not in this plan.", rule.Address, "domain_name"), open);
        if (vpc.DnsFirewalls.FirstOrDefault(firewall => firewall.Blocked?.Any(name => IsFor(name, host)) is not false) is { } firewall)
            return (Undecided("DNS_FIREWALL", $"{firewall.Address} may keep {host} from being resolved.", firewall.Address, "firewall_rule_group_id"), open);
        return FromZones(call, vpc, host, captures, open);
    }

    /// <summary>A SYSTEM rule for more of the name takes it back from one that forwards.</summary>
    private static ResolverRule? Forwarded(Vpc vpc, string host)
    {
        var matching = vpc.ResolverRules.Where(rule => rule.Domain.TryGet(out var domain) ? IsWithin(host, domain) : true).ToArray();
        var system = matching.Where(rule => rule.Type.Is("SYSTEM") is Truth.Yes && rule.Domain.TryGet(out _)).Select(Length).DefaultIfEmpty(-1).Max();
        return Array.Find(matching, rule => rule.Type.Is("SYSTEM") is not Truth.Yes && (!rule.Domain.TryGet(out _) || Length(rule) >= system));

        static int Length(ResolverRule rule) => rule.Domain.Text()?.Trim('.').Length ?? int.MaxValue;
    }

    private static (Hop, IReadOnlyList<Destination>)? FromZones(
        ApiCall call, Vpc vpc, string host, IReadOnlyList<(VpcEndpoint Endpoint, Truth Serves, Truth Captures)> captures, Destination[] open)
    {
        if (vpc.Zones.FirstOrDefault(zone => !zone.Name.TryGet(out _)) is { } unnamed)
            return (Undecided("PRIVATE_HOSTED_ZONE", $"A private hosted zone may answer for {host}: the name of {unnamed.Address} is not known.", unnamed.Address, "name"), open);
        if (vpc.Zones.Where(zone => IsWithin(host, zone.Name.Text()!)).MaxBy(zone => zone.Name.Text()!.Length) is not { } hosted)
            return null;

        var isOwn = hosted.Name.Text() == host;
        var taker = captures.Where(capture => capture.Captures is not Truth.No).OrderByDescending(capture => capture.Captures).FirstOrDefault();
        if (taker.Endpoint is { } endpoint)
        {
            // The endpoint's own zone is of the whole name, which is longer than any parent's.
            if (!isOwn)
                return taker.Captures is Truth.Yes ? null : (Undecided("PRIVATE_HOSTED_ZONE", $"{hosted.Address} answers for {host} unless {endpoint.Address} does.", hosted.Address, "name"), open);
            return taker.Captures is Truth.Yes
                ? (Findings.Blocked(HopKind.Name, "PRIVATE_DNS_CONFLICT",
                    $"{endpoint.Address} asks for private DNS, and {hosted.Address} is a zone of the same name in the VPC: AWS refuses the endpoint (private-dns-enabled cannot be set because there is already a conflicting DNS domain for {host}).",
                    $"Remove {hosted.Address}, or set private_dns_enabled = false on {endpoint.Address}.", hosted.Address, "name"), [new Destination.ToEndpoint(endpoint)])
                : (Undecided("PRIVATE_DNS_CONFLICT", $"{hosted.Address} is a zone of {host}, and AWS refuses {endpoint.Address} beside it if that has private DNS.", hosted.Address, "name"), open);
        }

        return vpc.DnsSupport.IsTrue().And(vpc.DnsHostnames.IsTrue()) switch
        {
            // Private hosted zones are answered from only where the VPC has both.
            Truth.No => null,
            Truth.Undecided => (Undecided("PRIVATE_HOSTED_ZONE", $"Whether {vpc.Address} answers from {hosted.Address} is not known: it needs DNS support and DNS hostnames.", vpc.Address, "enable_dns_hostnames"), open),
            _ => FromRecords(call, hosted, host, open),
        };
    }

    private static (Hop, IReadOnlyList<Destination>) FromRecords(ApiCall call, HostedZone zone, string host, Destination[] open)
    {
        var exact = zone.Records.Where(record => record.Name.Text() == host).ToArray();
        var wild = zone.Records.Where(record => record.Name.Text() is { } name && name.StartsWith('*') && IsFor(name, host))
            .GroupBy(record => record.Name.Text()!.Length).OrderByDescending(group => group.Key).FirstOrDefault()?.ToArray() ?? [];
        var found = exact.Length > 0 ? exact : wild;
        var isOpen = !zone.Complete || zone.Records.Any(record => !record.Name.TryGet(out _)) || found.Any(record => !record.Type.TryGet(out _));
        var answers = found.Where(record => record.Type.Text() is "A" or "CNAME").ToArray();
        if (isOpen && (answers.Length == 0 || exact.Length == 0))
            return (Undecided("PRIVATE_HOSTED_ZONE", $"What {zone.Address} answers for {host} is not known.", zone.Address, "name"), open);
        if (answers.Length == 0)
            return (Findings.Blocked(HopKind.Name, "NO_RECORD_IN_ZONE",
                $"{zone.Address} answers for {host} in the VPC and has no A or CNAME record for it: the name does not resolve.",
                $"Add an aws_route53_record of type A to {zone.Address} with an alias to the endpoint, or remove the zone.", zone.Address, "name"), [Destination.ToPublic.Instance]);

        var targets = answers.SelectMany(record => record.Targets.DefaultIfEmpty(Plan.Planned<string>.Unknown.Instance)).ToArray();
        var endpoints = targets.Select(target => target.TryGet(out var text)
            ? call.Model.Endpoints.FirstOrDefault(endpoint => IsNameOf(endpoint, text))
            : null).Distinct().ToArray();
        return endpoints is [{ } only] && Rules.NameRule.Serves(call, only).And(only.IsInterface) is Truth.Yes
            ? (Findings.Passed(HopKind.Name, $"{host} resolves to {only.Address} by {answers[0].Address}.", answers[0].Address), [new Destination.ToEndpoint(only)])
            : (Undecided("PRIVATE_HOSTED_ZONE", $"{answers[0].Address} answers for {host}, and what it leads to is no endpoint of this VPC that the plan shows.", answers[0].Address), open);
    }

    /// <summary>Whether a name is one of the endpoint's own.</summary>
    public static bool IsNameOf(VpcEndpoint endpoint, string name) =>
        endpoint.DnsNames.Contains(name.TrimEnd('.'), StringComparer.OrdinalIgnoreCase)
        || (endpoint.Id.TryGet(out var id) && name.StartsWith(id + "-", StringComparison.OrdinalIgnoreCase));

    public static bool IsWithin(string host, string domain) => domain.Trim('.') is var name
        && (name.Length == 0 || host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase));

    /// <param name="pattern">A name, or one whose first label is <c>*</c>.</param>
    private static bool IsFor(string pattern, string host) =>
        pattern is "*" || (pattern.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) : pattern.Equals(host, StringComparison.OrdinalIgnoreCase));

    private static Hop Undecided(string code, string message, string address, string attribute = "name") =>
        Findings.Undecided(HopKind.Name, code, message, address, attribute);
}
