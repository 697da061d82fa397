using System.Text;
using System.Text.Json;

namespace PrivateInvoke.Local.Lambda.Front;

/// <summary>
/// A function's answer as an HTTP response: <c>{"statusCode", "headers", "cookies", "body", "isBase64Encoded"}</c>, or any other
/// JSON, which is the body of a 200.
/// </summary>
internal sealed record ResponseDocument
{
    public required int StatusCode { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public IReadOnlyList<string> Cookies { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <returns>Null when it cannot be sent: not JSON, no valid status, a header with a line break.</returns>
    public static ResponseDocument? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("statusCode", out var status))
                return Bare(root, payload);

            if (!TryStatus(status, out var statusCode))
                return null;

            var headers = new List<(string, string)> { ("Content-Type", "application/json") };
            if (root.TryGetProperty("headers", out var given) && given.ValueKind is JsonValueKind.Object)
            {
                // Amazon.Lambda.AspNetCoreServer answers without a body with "Content-Type": null.
                headers.AddRange(given.EnumerateObject()
                    .Where(header => header.Value.ValueKind is not JsonValueKind.Null)
                    .Select(header => (header.Name, Text(header.Value))));
            }

            string[] cookies = root.TryGetProperty("cookies", out var list) && list.ValueKind is JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(Text)]
                : [];
            if (headers.Any(header => !IsToken(header.Item1) || !IsOneLine(header.Item2)) || !cookies.All(IsOneLine))
                return null;

            return new ResponseDocument { StatusCode = statusCode, Headers = headers, Cookies = cookies, Body = BodyOf(root) };
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private static ResponseDocument Bare(JsonElement root, ReadOnlyMemory<byte> payload) => new()
    {
        StatusCode = 200,
        Headers = [("Content-Type", "application/json")],
        Body = root.ValueKind is JsonValueKind.String ? Encoding.UTF8.GetBytes(root.GetString()!) : payload,
    };

    private static bool TryStatus(JsonElement status, out int code)
    {
        code = 0;
        return (status.ValueKind is JsonValueKind.Number ? status.TryGetInt32(out code) : int.TryParse(Text(status), out code))
            && code is >= 200 and <= 599;
    }

    private static byte[] BodyOf(JsonElement root)
    {
        if (!root.TryGetProperty("body", out var body) || body.ValueKind is JsonValueKind.Null)
            return [];

        if (root.TryGetProperty("isBase64Encoded", out var encoded) && encoded.ValueKind is JsonValueKind.True)
            return Convert.FromBase64String(Text(body));

        return Encoding.UTF8.GetBytes(Text(body));
    }

    private static string Text(JsonElement element) =>
        element.ValueKind is JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    private static bool IsOneLine(string value) => value.All(c => c is >= ' ' or '\t');
}
