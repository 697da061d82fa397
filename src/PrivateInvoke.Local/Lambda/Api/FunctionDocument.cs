using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>A function as GetFunction, GetFunctionConfiguration and ListFunctions describe it: what a plan tells, and no more.</summary>
internal static class FunctionDocument
{
    public static Task WriteFunctionAsync(HttpContext context, HostedFunction hosted, string? qualifier) => WriteAsync(context, json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("Configuration");
        Configuration(json, hosted.Function, qualifier);
        if (hosted.Function.ReservedConcurrency is { } reserved)
        {
            json.WriteStartObject("Concurrency");
            json.WriteNumber("ReservedConcurrentExecutions", reserved);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    public static Task WriteConfigurationAsync(HttpContext context, HostedFunction hosted, string? qualifier) =>
        WriteAsync(context, json => Configuration(json, hosted.Function, qualifier));

    public static Task WriteListAsync(HttpContext context, FunctionPage page) => WriteAsync(context, json =>
    {
        json.WriteStartObject();
        if (page.NextMarker is not null)
            json.WriteString("NextMarker", page.NextMarker);
        json.WriteStartArray("Functions");
        foreach (var hosted in page.Functions)
            Configuration(json, hosted.Function, qualifier: null);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Configuration(Utf8JsonWriter json, FunctionSpec function, string? qualifier)
    {
        json.WriteStartObject();
        json.WriteString("FunctionName", function.Name);
        json.WriteString("FunctionArn", qualifier is null ? function.Arn : $"{function.Arn}:{qualifier}");
        if (function.PackageType is "Zip")
        {
            json.WriteString("Runtime", function.Runtime);
            json.WriteString("Handler", function.Handler);
        }

        if (function.Role is not null)
            json.WriteString("Role", function.Role);
        json.WriteNumber("Timeout", (int)function.Timeout.TotalSeconds);
        json.WriteNumber("MemorySize", function.MemorySize);
        json.WriteString("Version", function.VersionOf(qualifier));
        json.WriteString("PackageType", function.PackageType);
        json.WriteStartArray("Architectures");
        json.WriteStringValue(function.Architecture);
        json.WriteEndArray();
        json.WriteString("State", "Active");
        json.WriteString("LastUpdateStatus", "Successful");
        if (function.Environment.Count > 0)
        {
            json.WriteStartObject("Environment");
            json.WriteStartObject("Variables");
            foreach (var (name, value) in function.Environment)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject("LoggingConfig");
        json.WriteString("LogFormat", "Text");
        json.WriteString("LogGroup", function.LogGroup ?? $"/aws/lambda/{function.Name}");
        json.WriteEndObject();

        // Changes with the configuration, as clients that wait for an update expect.
        json.WriteString("RevisionId", new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(function.ToString()))[..16]).ToString());
        json.WriteEndObject();
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, LambdaJson.Writer))
            write(json);

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        context.Response.Headers["x-amzn-RequestId"] = RequestId.New();
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
