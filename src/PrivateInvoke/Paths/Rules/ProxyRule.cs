using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// A proxy in the caller's environment: many SDKs and HTTP clients send the call there, some do not.
/// See https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html
/// </summary>
internal static class ProxyRule
{
    private static readonly string[] Variables = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"];

    /// <returns>Null where no proxy is set, or the host is among those that go past it.</returns>
    public static (Hop Hop, Destination Destination)? Judge(ApiCall call, string host)
    {
        if (!call.Caller.Environment.TryGet(out var environment))
            return null;
        var variable = Array.Find(Variables, name => environment.TryGetValue(name, out var value) && value is not (Planned<string>.Absent or Planned<string>.Known { Value: "" }));
        if (variable is null || Past(environment.GetValueOrDefault("NO_PROXY") ?? environment.GetValueOrDefault("no_proxy"), host))
            return null;

        var text = environment[variable].Text();
        return (Findings.Undecided(HopKind.ApiHost, "PROXY_IN_ENVIRONMENT",
                $"{variable} may send the call to the proxy {text ?? "that it names"} in place of {host}.", call.Caller.Address, "environment",
                $"Add {host} to NO_PROXY in the caller's environment, or remove {variable}."),
            new Destination.ToProxy(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url : null));
    }

    /// <summary>To the proxy's own address, as far as it is known.</summary>
    public static Hop Egress(ApiCall call, Destination.ToProxy destination)
    {
        if (destination.Url is not { } url)
            return CallerEgressRule.ToAnywhere(call);

        var there = call with { Port = url.Port };
        return Cidr.TryParse(url.Host, out var address)
            ? CallerEgressRule.ToAddress(there, new AddressSet.Within(address), $"the proxy {url.Host}")
            : CallerEgressRule.ToAnywhere(there);
    }

    /// <summary>Names and their subdomains, with or without a dot or a star before them.</summary>
    private static bool Past(Planned<string>? list, string host) => list?.Text()?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
        .Any(entry => entry is "*" || VpcResolver.IsWithin(host, entry.TrimStart('*').Split(':')[0])) == true;
}
