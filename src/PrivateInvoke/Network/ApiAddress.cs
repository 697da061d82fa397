namespace PrivateInvoke.Network;

/// <summary>The names an AWS API answers to, and which of them an interface endpoint's private DNS takes over.</summary>
internal abstract record ApiAddress
{
    private ApiAddress()
    {
    }

    /// <summary><c>lambda.us-east-1.amazonaws.com</c>: private DNS takes it over.</summary>
    public sealed record Regional(string Service, string Region) : ApiAddress;

    /// <summary><c>lambda-fips.us-east-1.amazonaws.com</c>: not among the endpoint's private names.</summary>
    public sealed record Fips(string Service, string Region) : ApiAddress;

    /// <summary><c>lambda.us-east-1.api.aws</c>: only some endpoints carry this name.</summary>
    public sealed record DualStackHost(string Service, string Region) : ApiAddress;

    /// <summary><c>iam.amazonaws.com</c>, <c>sts.amazonaws.com</c>: one host for all regions, which no endpoint of a region takes over.</summary>
    public sealed record Global(string Host) : ApiAddress;

    /// <summary><c>vpce-0123-abcd.lambda.us-east-1.vpce.amazonaws.com</c>: the endpoint's own name, whatever its private DNS.</summary>
    public sealed record EndpointOwn(string Host) : ApiAddress;

    public sealed record Elsewhere(string Host) : ApiAddress;

    /// <summary>The host an AWS SDK uses when nothing overrides it.</summary>
    /// <param name="service">As in <c>com.amazonaws.REGION.SERVICE</c>: <c>ecr.api</c> is <c>api.ecr.REGION.amazonaws.com</c>.</param>
    public static string HostOf(string service, string region) => $"{Prefix(service)}.{region}.{Suffix(region)}";

    /// <summary>The host that it is.</summary>
    public string Name => this switch
    {
        Regional one => HostOf(one.Service, one.Region),
        Fips one => $"{Prefix(one.Service)}-fips.{one.Region}.{Suffix(one.Region)}",
        DualStackHost one => $"{Prefix(one.Service)}.{one.Region}.{(Suffix(one.Region) == "amazonaws.com" ? "api.aws" : "api.amazonwebservices.com.cn")}",
        Global one => one.Host,
        EndpointOwn one => one.Host,
        Elsewhere one => one.Host,
        _ => throw new InvalidOperationException(),
    };

    public static ApiAddress Parse(string urlOrHost)
    {
        var host = (Uri.TryCreate(urlOrHost, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host : urlOrHost)
            .ToLowerInvariant().TrimEnd('.');
        var labels = host.Split('.');
        if (host.EndsWith(".vpce.amazonaws.com", StringComparison.Ordinal) || host.EndsWith(".vpce.amazonaws.com.cn", StringComparison.Ordinal))
            return new EndpointOwn(host);
        if (labels is [var dual, var dualRegion, "api", "aws"])
            return new DualStackHost(dual, dualRegion);
        if (labels is [var service, var region, "amazonaws", "com", ..] && host == HostOf(service, region))
        {
            return service.EndsWith("-fips", StringComparison.Ordinal)
                ? new Fips(service[..^"-fips".Length], region)
                : new Regional(service, region);
        }

        return host is "sts.amazonaws.com" or "s3.amazonaws.com" || labels is [var alone, "amazonaws", "com"] && GlobalHosts.Of(alone, "") is not null ? new Global(host) : new Elsewhere(host);
    }

    private static string Prefix(string service) => service switch
    {
        "kinesis-streams" => "kinesis",
        "kinesis-firehose" => "firehose",
        "codeartifact.api" => "codeartifact",
        _ => string.Join('.', service.Split('.').Reverse()),
    };

    private static string Suffix(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
}
