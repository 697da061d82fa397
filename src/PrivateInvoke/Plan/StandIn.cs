using System.Globalization;

namespace PrivateInvoke.Plan;

/// <summary>
/// Values that a configuration computes with, and so must look real, though what it computes says nothing: it is read back as unknown.
/// Addresses that AWS will assign (<c>cidrsubnet</c>) are from ranges that no VPC has: 198.18.0.0/15 (RFC 2544) and 2001:db8::/32
/// (RFC 3849). Policies that only AWS knows (<c>source_policy_documents</c>) are documents with a mark.
/// </summary>
internal static class StandIn
{
    private const string Mark = "UnknownPolicy0";

    public static bool IsAddress(string attribute) =>
        IsRange(attribute)
        || attribute is "public_ip" or "private_ip" or "ip_address" or "carrier_ip" or "ipv6_address"
        || attribute.EndsWith("_ips", StringComparison.Ordinal) || attribute.EndsWith("_addresses", StringComparison.Ordinal);

    public static bool IsPolicy(string attribute) =>
        attribute.EndsWith("policy", StringComparison.Ordinal) || attribute.EndsWith("json", StringComparison.Ordinal);

    public static string Policy(string hash) =>
        $$"""{"Version":"2012-10-17","Id":"{{Mark}}{{hash}}","Statement":[{"Sid":"{{Mark}}{{hash}}","Effect":"Deny","Action":"none:Unknown","Resource":"*"}]}""";

    public static string Address(string attribute, string hash)
    {
        if (attribute.Contains("ipv6", StringComparison.Ordinal))
        {
            return IsRange(attribute)
                ? $"2001:db8:{hash[..4]}:{hash[4..6]}00::/56"
                : $"2001:db8:{hash[..4]}::{hash[4..8]}";
        }

        var (third, fourth) = (OctetOf(hash[..2]), OctetOf(hash[2..4]));
        return IsRange(attribute) ? $"198.{18 + (third & 1)}.0.0/16" : $"198.18.{third}.{fourth}";
    }

    public static bool IsIn(string text) =>
        text.Contains(Mark, StringComparison.Ordinal)
        || text.Contains("198.18.", StringComparison.Ordinal) || text.Contains("198.19.", StringComparison.Ordinal)
        || text.Contains("2001:db8:", StringComparison.OrdinalIgnoreCase);

    private static bool IsRange(string attribute) => attribute.EndsWith("cidr", StringComparison.Ordinal)
        || attribute.EndsWith("cidr_block", StringComparison.Ordinal) || attribute.EndsWith("cidr_blocks", StringComparison.Ordinal);

    private static int OctetOf(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
