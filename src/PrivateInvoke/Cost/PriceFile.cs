using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivateInvoke.Cost;

/// <summary>Prices as data: <c>src/PrivateInvoke/Cost/prices.json</c>.</summary>
internal sealed partial record PriceFile
{
    /// <summary>Where it is, from the repository's root.</summary>
    public const string Path = "src/PrivateInvoke/Cost/prices.json";

    private static readonly Lazy<PriceFile> Embedded = new(Load);

    /// <summary>The day on which the prices were written down.</summary>
    public required DateOnly Recorded { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<string> Sources { get; init; }

    public required decimal HoursPerMonth { get; init; }

    public required IReadOnlyDictionary<string, RegionPrices> Regions { get; init; }

    public static PriceFile Default => Embedded.Value;

    /// <exception cref="ProblemException">It has no prices of the region.</exception>
    public RegionPrices Of(string region) => Regions.GetValueOrDefault(region) ?? throw new ProblemException(
        $"There are no prices for {region}; there are for: {string.Join(", ", Regions.Keys.Order(StringComparer.Ordinal))}.",
        $"Add the region to {Path}, from {Sources[0]}");

    private static PriceFile Load()
    {
        using var stream = typeof(PriceFile).Assembly.GetManifestResourceStream("prices.json")!;
        return JsonSerializer.Deserialize(stream, PriceShapes.Default.PriceFile)!;
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(PriceFile))]
    private sealed partial class PriceShapes : JsonSerializerContext;
}
