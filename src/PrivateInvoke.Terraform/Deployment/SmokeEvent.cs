using System.Text.Json;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>A request to the deployed caller, as an HTTP API or a function URL would hand it over: payload format 2.0.</summary>
public static class SmokeEvent
{
    private const string Host = "private-invoke.invalid";

    /// <param name="body">JSON; null makes it a GET.</param>
    public static byte[] Write(string path, string? body, DateTimeOffset now)
    {
        var method = body is null ? "GET" : "POST";
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", "2.0");
            json.WriteString("routeKey", "$default");
            json.WriteString("rawPath", path);
            json.WriteString("rawQueryString", "");
            json.WriteStartObject("headers");
            json.WriteString("host", Host);
            json.WriteString("content-type", "application/json");
            json.WriteEndObject();
            json.WriteStartObject("requestContext");
            json.WriteString("accountId", "anonymous");
            json.WriteString("apiId", "smoke");
            json.WriteString("domainName", Host);
            json.WriteStartObject("http");
            json.WriteString("method", method);
            json.WriteString("path", path);
            json.WriteString("protocol", "HTTP/1.1");
            json.WriteString("sourceIp", "127.0.0.1");
            json.WriteString("userAgent", "private-invoke");
            json.WriteEndObject();
            json.WriteString("requestId", "smoke");
            json.WriteString("routeKey", "$default");
            json.WriteString("stage", "$default");
            json.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
            json.WriteEndObject();
            if (body is not null)
                json.WriteString("body", body);
            json.WriteBoolean("isBase64Encoded", false);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
