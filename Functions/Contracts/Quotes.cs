using System.Text.Json.Serialization;

namespace Functions.Contracts;

// The names are on the properties: each side's serializer has a naming policy of its own.

public sealed record QuoteRequest
{
    /// <summary>1 to 30,000.</summary>
    [JsonPropertyName("weightGrams")]
    public required int WeightGrams { get; init; }

    /// <summary>ISO 3166-2 subdivision, such as <c>JP-13</c> for Tokyo.</summary>
    [JsonPropertyName("destination")]
    public required string Destination { get; init; }
}

public sealed record Quote
{
    [JsonPropertyName("weightGrams")]
    public required int WeightGrams { get; init; }

    [JsonPropertyName("destination")]
    public required string Destination { get; init; }

    [JsonPropertyName("zone")]
    public required string Zone { get; init; }

    /// <summary>In <see cref="Currency"/>'s major unit.</summary>
    [JsonPropertyName("price")]
    public required decimal Price { get; init; }

    /// <summary>ISO 4217.</summary>
    [JsonPropertyName("currency")]
    public required string Currency { get; init; }

    [JsonPropertyName("transitDays")]
    public required int TransitDays { get; init; }

    /// <summary>The function that computed it.</summary>
    [JsonPropertyName("computedBy")]
    public required string ComputedBy { get; init; }

    /// <summary>The process that computed it: the callee's own, which a reader can check.</summary>
    [JsonPropertyName("processId")]
    public required int ProcessId { get; init; }
}
