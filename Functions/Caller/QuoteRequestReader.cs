using System.Text.Json;
using System.Text.RegularExpressions;
using Functions.Contracts;

namespace Functions.Caller;

/// <summary>Reads a request field by field, so that a client learns everything that is wrong with it at once.</summary>
internal static partial class QuoteRequestReader
{
    private const int MaxWeightGrams = 30_000;

    /// <returns>The request, or every field's error.</returns>
    public static async Task<(QuoteRequest? Request, Dictionary<string, string[]> Errors)> ReadAsync(Stream body, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancel);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                return (null, NotAnObject());

            var weightGrams = Weight(document.RootElement, errors);
            var destination = Destination(document.RootElement, errors);
            return errors.Count == 0 ? (new QuoteRequest { WeightGrams = weightGrams, Destination = destination }, errors) : (null, errors);
        }
        catch (JsonException)
        {
            return (null, NotAnObject());
        }
    }

    private static int Weight(JsonElement root, Dictionary<string, string[]> errors)
    {
        if (!root.TryGetProperty("weightGrams", out var field))
            errors["weightGrams"] = ["weightGrams is required."];
        else if (field.ValueKind is not JsonValueKind.Number || !field.TryGetInt32(out var grams))
            errors["weightGrams"] = ["weightGrams must be a whole number of grams."];
        else if (grams is < 1 or > MaxWeightGrams)
            errors["weightGrams"] = [$"weightGrams must be 1 to {MaxWeightGrams}; it is {grams}."];
        else
            return grams;

        return 0;
    }

    private static string Destination(JsonElement root, Dictionary<string, string[]> errors)
    {
        if (!root.TryGetProperty("destination", out var field))
            errors["destination"] = ["destination is required."];
        else if (field.ValueKind is not JsonValueKind.String || !Subdivision().IsMatch(field.GetString()!))
            errors["destination"] = ["destination must be an ISO 3166-2 subdivision such as JP-13."];
        else
            return field.GetString()!;

        return "";
    }

    private static Dictionary<string, string[]> NotAnObject() =>
        new() { [""] = ["""The body must be a JSON object such as {"weightGrams":1200,"destination":"JP-13"}."""] };

    [GeneratedRegex(@"\A[A-Z]{2}-[A-Z0-9]{1,3}\z")]
    private static partial Regex Subdivision();
}
