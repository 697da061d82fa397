using System.Text.Json;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>The HTTP request that a deployed caller is sent to show that it reaches its callee.</summary>
/// <param name="Body">JSON, sent with POST; null is a GET.</param>
public sealed record SmokeRequest(string Path, string? Body)
{
    /// <summary>The output of a root module that says what to send: <c>{ path = "/quotes", body = jsonencode(…) }</c>.</summary>
    public const string Output = "smoke_request";

    internal static SmokeRequest? Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
            ? new(path.GetString()!, value.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetString() : null)
            : null;
}
