using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths.Rules;

/// <summary>Which host the SDK in the caller talks to: the region's own unless the function's environment says otherwise.</summary>
internal static class ApiHostRule
{
    /// <returns>The hop, and the host where it is known.</returns>
    public static (Hop Hop, ApiAddress? Host) Judge(ApiCall call)
    {
        var host = call.ServiceHost;
        ApiAddress usual = GlobalHosts.Of(call.Service, call.Region.Text() ?? "") is { } global
            ? new ApiAddress.Global(global)
            : new ApiAddress.Regional(call.Service, call.Region.Text() ?? "");
        host = usual.Name;
        if (!call.Region.TryGet(out _))
            return (Findings.Undecided(HopKind.ApiHost, "API_HOST_UNKNOWN", "The caller's region is not known.", call.Caller.Address), null);

        switch (call.Caller.Environment)
        {
            case Planned<IReadOnlyDictionary<string, Planned<string>>>.Unknown:
                return (Findings.Undecided(HopKind.ApiHost, "API_HOST_UNKNOWN",
                    $"The caller's environment is not known, so AWS_ENDPOINT_URL may replace {host}.", call.Caller.Address, "environment"), null);
            case Planned<IReadOnlyDictionary<string, Planned<string>>>.Known known:
                return Overridden(call, known.Value) ?? (Usual(call, usual), usual);
            default:
                return (Usual(call, usual), usual);
        }
    }

    private static Hop Usual(ApiCall call, ApiAddress host) => host is ApiAddress.Global
        ? Findings.Warning(HopKind.ApiHost, "PRIVATE_DNS_BYPASSED",
            $"The caller calls {host.Name}, the host of {call.Service} for all regions: no endpoint of {call.Region.Text()} takes it over.",
            "Give the caller a NAT gateway.", call.Caller.Address)
        : Findings.Passed(HopKind.ApiHost, $"The caller calls {host.Name}.");

    private static (Hop, ApiAddress?)? Overridden(ApiCall call, IReadOnlyDictionary<string, Planned<string>> environment)
    {
        Planned<string> Value(string name) => environment.GetValueOrDefault(name) ?? Planned<string>.Absent.Instance;
        bool Is(string name) => Value(name).Text()?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;

        var specific = $"AWS_ENDPOINT_URL_{SdkId(call.Service)}";
        var name = Value(specific) is Planned<string>.Absent ? "AWS_ENDPOINT_URL" : specific;
        var legacy = GlobalHosts.Legacy(call.Service, call.Region.Text()!);
        string[] switches = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"];
        if (switches.Append(name).Concat(legacy is null ? [] : [legacy.Value.Variable]).FirstOrDefault(variable => Value(variable) is Planned<string>.Unknown) is { } unknown)
            return (Findings.Undecided(HopKind.ApiHost, "API_HOST_UNKNOWN",
                $"{unknown} is set to something known only after an apply.", call.Caller.Address, "environment"), null);

        var url = Is(switches[0]) ? null : Value(name).Text();
        var region = call.Region.Text()!;
        ApiAddress? host = !string.IsNullOrEmpty(url) ? Parse(call, url)
            : Is(switches[1]) ? new ApiAddress.Fips(call.Service, region)
            : Is(switches[2]) ? new ApiAddress.DualStackHost(call.Service, region)
            : legacy is { } old && Value(old.Variable).Text()?.Equals(old.Value, StringComparison.OrdinalIgnoreCase) == true ? new ApiAddress.Global(old.Host)
            : null;
        if (host is not null and not ApiAddress.Elsewhere && Uri.TryCreate(url, UriKind.Absolute, out var named) && (named.Scheme != "https" || !ServicePorts.Of(call.Service).Contains(named.Port)))
        {
            return (Findings.Undecided(HopKind.ApiHost, "API_HOST_ELSEWHERE",
                $"{name} sends the caller to port {named.Port} of {host.Name} by {named.Scheme}, and AWS's APIs are served on 443 by https.",
                call.Caller.Address, "environment", $"Write {name} as https://{host.Name}."), host);
        }

        return host is null ? null : (Explain(call, host, !string.IsNullOrEmpty(url) ? name : host is ApiAddress.Global ? legacy!.Value.Variable : switches[Is(switches[1]) ? 1 : 2]), host);
    }

    // A symbol stands for the endpoint's own name where the plan has none yet.
    private static ApiAddress Parse(ApiCall call, string url)
    {
        var symbol = call.Model.Endpoints.SelectMany(endpoint => endpoint.DnsNames)
            .FirstOrDefault(name => url.Contains(name, StringComparison.OrdinalIgnoreCase));
        return symbol is not null ? new ApiAddress.EndpointOwn(symbol)
            // The host of some services is not called as their endpoint is.
            : ApiAddress.Parse(url) is var host && host.Name == call.ServiceHost ? new ApiAddress.Regional(call.Service, call.Region.Text()!)
            : host;
    }

    private static Hop Explain(ApiCall call, ApiAddress host, string variable)
    {
        var fix = $"Remove {variable} from the caller's environment, or give it the endpoint's own DNS name.";
        return host switch
        {
            ApiAddress.Regional regional when regional.Service == call.Service && regional.Region == call.Region.Text() =>
                Findings.Passed(HopKind.ApiHost, $"{variable} names the host that an SDK calls anyway.", call.Caller.Address, "environment"),
            ApiAddress.EndpointOwn => Findings.Passed(
                HopKind.ApiHost, $"{variable} sends the caller to an endpoint's own name.", call.Caller.Address, "environment"),
            ApiAddress.Elsewhere other => Findings.Undecided(HopKind.ApiHost, "API_HOST_ELSEWHERE",
                $"{variable} sends the caller to {other.Host}, which is no name of the AWS API.", call.Caller.Address, "environment", fix),
            _ => Findings.Warning(HopKind.ApiHost, "PRIVATE_DNS_BYPASSED",
                $"{variable} sends the caller to a name of the API that stays public, past any endpoint's private DNS.",
                fix, call.Caller.Address, "environment"),
        };
    }

    /// <summary>The service's name in AWS_ENDPOINT_URL_…, where it is not its endpoint's name in capitals.</summary>
    private static string SdkId(string service) => service switch
    {
        "secretsmanager" => "SECRETS_MANAGER",
        "monitoring" => "CLOUDWATCH",
        "logs" => "CLOUDWATCH_LOGS",
        "events" => "EVENTBRIDGE",
        "states" => "SFN",
        "kinesis-streams" => "KINESIS",
        "kinesis-firehose" => "FIREHOSE",
        "ecr.api" => "ECR",
        _ => service.ToUpperInvariant().Replace('-', '_').Replace('.', '_'),
    };
}
