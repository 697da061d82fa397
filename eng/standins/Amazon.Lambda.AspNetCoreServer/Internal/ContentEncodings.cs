using static Amazon.Lambda.AspNetCoreServer.ResponseContentEncoding;

namespace Amazon.Lambda.AspNetCoreServer.Internal;

/// <summary>Which bodies go as text and which as base64. Compressed ones always go as base64.</summary>
internal sealed class ContentEncodings
{
    public ResponseContentEncoding Default { get; set; } = ResponseContentEncoding.Default;

    public Dictionary<string, ResponseContentEncoding> ByType { get; } = new()
    {
        ["text/plain"] = ResponseContentEncoding.Default,
        ["text/xml"] = ResponseContentEncoding.Default,
        ["application/xml"] = ResponseContentEncoding.Default,
        ["application/json"] = ResponseContentEncoding.Default,
        ["text/html"] = ResponseContentEncoding.Default,
        ["text/css"] = ResponseContentEncoding.Default,
        ["text/javascript"] = ResponseContentEncoding.Default,
        ["text/ecmascript"] = ResponseContentEncoding.Default,
        ["text/markdown"] = ResponseContentEncoding.Default,
        ["text/csv"] = ResponseContentEncoding.Default,
        ["application/octet-stream"] = Base64,
        ["image/png"] = Base64,
        ["image/gif"] = Base64,
        ["image/jpeg"] = Base64,
        ["image/jpg"] = Base64,
        ["image/x-icon"] = Base64,
        ["application/zip"] = Base64,
        ["application/pdf"] = Base64,
        ["application/x-protobuf"] = Base64,
        ["application/wasm"] = Base64,
    };

    public Dictionary<string, ResponseContentEncoding> ByEncoding { get; } = new()
    {
        ["gzip"] = Base64,
        ["deflate"] = Base64,
        ["br"] = Base64,
    };

    public ResponseContentEncoding OfType(string contentType)
    {
        var type = contentType?.Split(';')[0].Trim();
        return string.IsNullOrEmpty(type) ? Default : ByType.GetValueOrDefault(type, Default);
    }

    public ResponseContentEncoding OfEncoding(string contentEncoding) =>
        string.IsNullOrEmpty(contentEncoding) ? Default : ByEncoding.GetValueOrDefault(contentEncoding, Default);
}
