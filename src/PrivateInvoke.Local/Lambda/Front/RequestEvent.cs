using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PrivateInvoke.Local.Lambda.Front;

/// <summary>An HTTP request as the event that a function URL hands to its function: payload format 2.0.</summary>
internal sealed class RequestEvent(string function, TimeProvider time)
{
    // A function URL's id is made of 32 letters and digits; here it stays the same from run to run.
    private readonly string _apiId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(function)))[..32];

    public ReadOnlyMemory<byte> Write(HttpContext context, byte[] body, string requestId)
    {
        var request = context.Request;
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var rawPath = question < 0 ? target : target[..question];
        var rawQuery = question < 0 ? "" : target[(question + 1)..];

        var buffer = new ArrayBufferWriter<byte>(1024 + body.Length);
        using var json = new Utf8JsonWriter(buffer, LambdaJson.Writer);
        json.WriteStartObject();
        json.WriteString("version", "2.0");
        json.WriteString("routeKey", "$default");
        json.WriteString("rawPath", rawPath);
        json.WriteString("rawQueryString", rawQuery);
        Cookies(json, request);
        Headers(json, context);
        Query(json, request);
        Context(json, context, rawPath, requestId);
        Body(json, request, body);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Cookies(Utf8JsonWriter json, HttpRequest request)
    {
        if (request.Headers.Cookie.Count == 0)
            return;

        json.WriteStartArray("cookies");
        foreach (var header in request.Headers.Cookie)
        {
            foreach (var cookie in header!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                json.WriteStringValue(cookie);
        }

        json.WriteEndArray();
    }

    private static void Headers(Utf8JsonWriter json, HttpContext context)
    {
        json.WriteStartObject("headers");
        foreach (var (name, value) in context.Request.Headers)
        {
            if (!name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
                json.WriteString(name.ToLowerInvariant(), string.Join(',', value.ToArray()));
        }

        json.WriteString("x-forwarded-for", SourceIp(context));
        json.WriteString("x-forwarded-proto", "http");
        json.WriteString("x-forwarded-port", context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Query(Utf8JsonWriter json, HttpRequest request)
    {
        if (request.Query.Count == 0)
            return;

        json.WriteStartObject("queryStringParameters");
        foreach (var (name, value) in request.Query)
            json.WriteString(name, string.Join(',', value.ToArray()));
        json.WriteEndObject();
    }

    private void Context(Utf8JsonWriter json, HttpContext context, string rawPath, string requestId)
    {
        var now = time.GetUtcNow();
        var request = context.Request;
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", "anonymous");
        json.WriteString("apiId", _apiId);
        json.WriteString("domainName", request.Host.Value);
        json.WriteString("domainPrefix", request.Host.Host.Split('.')[0]);
        json.WriteStartObject("http");
        json.WriteString("method", request.Method);
        json.WriteString("path", Uri.UnescapeDataString(rawPath));
        json.WriteString("protocol", request.Protocol);
        json.WriteString("sourceIp", SourceIp(context));
        json.WriteString("userAgent", request.Headers.UserAgent.ToString());
        json.WriteEndObject();
        json.WriteString("requestId", requestId);
        json.WriteString("routeKey", "$default");
        json.WriteString("stage", "$default");
        json.WriteString("time", now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static void Body(Utf8JsonWriter json, HttpRequest request, byte[] body)
    {
        var text = body.Length == 0 || (IsText(request) && Utf8.IsValid(body));
        if (body.Length > 0)
        {
            if (text)
                json.WriteString("body", body);
            else
                json.WriteBase64String("body", body);
        }

        json.WriteBoolean("isBase64Encoded", !text);
    }

    private static bool IsText(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
            return false;

        var type = (request.ContentType ?? "").Split(';')[0].Trim();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            || type.ToLowerInvariant() is "application/json" or "application/xml" or "application/javascript";
    }

    private static string SourceIp(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";
}
