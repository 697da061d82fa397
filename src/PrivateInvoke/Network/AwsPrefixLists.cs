namespace PrivateInvoke.Network;

/// <summary>
/// AWS's own prefix lists, <c>com.amazonaws.REGION.SERVICE</c>. Which blocks they hold changes; that they hold a service's public
/// addresses (VPC Lattice's: link-local ones too), and no private one, does not.
/// See https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
/// </summary>
internal static class AwsPrefixLists
{
    /// <summary>More than a default route and less than any block of a list, so that the longest prefix still decides.</summary>
    private static readonly Cidr[] Everything = [Cidr.Parse("0.0.0.0/1"), Cidr.Parse("128.0.0.0/1")];

    /// <returns>The blocks as far as these addresses are concerned; null where that is not documented.</returns>
    /// <param name="service">Whose API the addresses are, where they are public.</param>
    public static IReadOnlyCollection<Cidr>? Blocks(string name, AddressSet addresses, string service)
    {
        if (name.Split('.', 4) is not ["com", "amazonaws", _, var rest])
            return null;

        const string v6 = "ipv6.";
        var isV6 = rest.StartsWith(v6, StringComparison.Ordinal);
        var of = isV6 ? rest[v6.Length..] : rest;
        return of switch
        {
            "s3" or "dynamodb" or "s3express" when addresses is AddressSet.AwsPublic => of == service && !isV6 ? Everything : [],
            "s3" or "dynamodb" or "s3express" or "vpc-lattice" or "route53-healthchecks" or "ec2-instance-connect" or "groundstation"
                or "cloudfront.origin-facing" when addresses.IsPrivate || (isV6 && addresses is AddressSet.AwsPublic) => [],
            _ => null,
        };
    }
}
