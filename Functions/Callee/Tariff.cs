namespace Functions.Callee;

/// <summary>The price of a parcel: the same weight and destination always cost the same.</summary>
public static class Tariff
{
    private static readonly (string Zone, decimal Base, decimal PerStartedKilo, int Days, string[] Countries)[] Zones =
    [
        ("domestic", 4.90m, 0.80m, 1, ["DE"]),
        ("europe", 9.40m, 2.10m, 3, ["AT", "BE", "CH", "CZ", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "LU", "NL", "NO", "PL", "PT", "SE"]),
        ("asia-pacific", 18.50m, 7.25m, 6, ["AU", "CN", "HK", "IN", "JP", "KR", "MY", "NZ", "SG", "TH", "TW", "VN"]),
    ];

    private static readonly (string Zone, decimal Base, decimal PerStartedKilo, int Days, string[] Countries) World =
        ("world", 21.00m, 8.60m, 9, []);

    public static (string Zone, decimal Price, int Days) For(int weightGrams, string destination)
    {
        var country = destination.Split('-')[0];
        var zone = Zones.FirstOrDefault(zone => zone.Countries.Contains(country, StringComparer.Ordinal), World);
        var startedKilos = (weightGrams + 999) / 1000;
        return (zone.Zone, zone.Base + (startedKilos * zone.PerStartedKilo), zone.Days);
    }
}
