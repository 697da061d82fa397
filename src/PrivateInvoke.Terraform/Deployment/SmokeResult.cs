using System.Text;
using System.Text.Json;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>What the deployed caller made of one request.</summary>
public abstract record SmokeResult
{
    private const int Longest = 400;

    private SmokeResult()
    {
    }

    /// <summary>It answered, and so did the callee behind it.</summary>
    public sealed record Answered(int Status, string Body) : SmokeResult;

    public sealed record Failed(string Why) : SmokeResult;

    public sealed record Skipped(string Why) : SmokeResult;

    /// <param name="functionError">The <c>X-Amz-Function-Error</c> of the answer; empty where there is none.</param>
    public static SmokeResult Read(string? functionError, ReadOnlySpan<byte> answer, ReadOnlySpan<byte> sent)
    {
        var text = Encoding.UTF8.GetString(answer);

        // moto_server runs functions with Docker; without it, or told not to, it says so or hands the event back.
        if (text.StartsWith("error running docker", StringComparison.Ordinal) || text == "Simple Lambda happy path OK" || answer.SequenceEqual(sent))
            return new Skipped("this endpoint runs no code");

        if (!string.IsNullOrEmpty(functionError))
            return new Failed($"the function ended with an error ({functionError}): {Short(text)}");

        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("statusCode", out var code) && code.TryGetInt32(out var status))
            {
                var body = BodyOf(json.RootElement);
                return status is >= 200 and < 300 ? new Answered(status, body) : new Failed($"it answered {status}: {Short(body)}");
            }
        }
        catch (JsonException)
        {
            // Said below: it is no HTTP answer.
        }

        return new Failed($"what it answered is no HTTP response: {Short(text)}");
    }

    private static string BodyOf(JsonElement response)
    {
        var body = response.TryGetProperty("body", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return response.TryGetProperty("isBase64Encoded", out var encoded) && encoded.ValueKind == JsonValueKind.True
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body))
            : body;
    }

    private static string Short(string text) => text.Length > Longest ? $"{text[..Longest]} …" : text;
}
