namespace PrivateInvoke.Network;

/// <summary>
/// Services with one host for all regions, which no regional endpoint's private DNS takes over.
/// See https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints
/// </summary>
internal static class GlobalHosts
{
    private static readonly Dictionary<string, string> Hosts = new()
    {
        ["iam"] = "iam.amazonaws.com",
        ["organizations"] = "organizations.us-east-1.amazonaws.com",
        ["account"] = "account.us-east-1.amazonaws.com",
        ["budgets"] = "budgets.amazonaws.com",
        ["ce"] = "ce.us-east-1.amazonaws.com",
        ["cur"] = "cur.us-east-1.amazonaws.com",
        ["cloudfront"] = "cloudfront.amazonaws.com",
        ["route53"] = "route53.amazonaws.com",
        ["route53domains"] = "route53domains.us-east-1.amazonaws.com",
        ["shield"] = "shield.us-east-1.amazonaws.com",
        ["waf"] = "waf.amazonaws.com",
        ["support"] = "support.us-east-1.amazonaws.com",
        ["globalaccelerator"] = "globalaccelerator.us-west-2.amazonaws.com",
        ["networkmanager"] = "networkmanager.us-west-2.amazonaws.com",
        ["trustedadvisor"] = "trustedadvisor.us-east-1.amazonaws.com",
        ["health"] = "global.health.amazonaws.com",
    };

    /// <summary>Regions whose SDKs call sts.amazonaws.com where they are told to be legacy.</summary>
    /// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html</remarks>
    private static readonly string[] LegacySts =
    [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1",
        "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    /// <returns>Null where the service's host is of the region, or the region is one that the host is of.</returns>
    public static string? Of(string service, string region) =>
        Partitioned(region) || !Hosts.TryGetValue(service, out var host) || host.Contains($".{region}.", StringComparison.Ordinal) ? null : host;

    /// <summary>The variables that send an SDK to a service's old host for all regions, with the value that does.</summary>
    public static (string Variable, string Value, string Host)? Legacy(string service, string region) => service switch
    {
        "sts" when Array.IndexOf(LegacySts, region) >= 0 => ("AWS_STS_REGIONAL_ENDPOINTS", "legacy", "sts.amazonaws.com"),
        "s3" when region == "us-east-1" => ("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "legacy", "s3.amazonaws.com"),
        _ => null,
    };

    // China and GovCloud have hosts of their own.
    private static bool Partitioned(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) || region.StartsWith("us-gov-", StringComparison.Ordinal);
}
