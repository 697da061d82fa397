namespace PrivateInvoke.Cost;

/// <summary>List prices of one region, each an hour or a GB.</summary>
internal sealed record RegionPrices
{
    public required decimal NatHour { get; init; }

    public required decimal NatGb { get; init; }

    /// <summary>Of the public IPv4 address that each NAT gateway has.</summary>
    public required decimal PublicAddressHour { get; init; }

    /// <summary>Of one endpoint in one availability zone.</summary>
    public required decimal EndpointZoneHour { get; init; }

    /// <summary>Each price holds from its traffic of the month on; the first begins at 0, and they ascend.</summary>
    public required IReadOnlyList<GbPrice> EndpointGb { get; init; }
}

internal sealed record GbPrice(decimal FromGb, decimal Price);
