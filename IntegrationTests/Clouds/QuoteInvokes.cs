using System.Text;
using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Model;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>What a client of the deployed functions does, and what it may expect.</summary>
internal sealed class QuoteInvokes(IAmazonLambda lambda, Deployment deployment)
{
    private const string Parcel = """{"weightGrams":1200,"destination":"JP-13"}""";

    public async Task FunctionsAsync(CancellationToken cancel)
    {
        var caller = await lambda.GetFunctionConfigurationAsync(new GetFunctionConfigurationRequest { FunctionName = deployment.Caller }, cancel);
        var callee = await lambda.GetFunctionConfigurationAsync(new GetFunctionConfigurationRequest { FunctionName = deployment.Callee }, cancel);

        Assert.All([caller, callee], function => Assert.Equal(Runtime.ProvidedAl2023, function.Runtime));
        Assert.Equal((deployment.Caller, deployment.Callee), (caller.FunctionName, callee.FunctionName));
        Assert.Equal((15, 5), (caller.Timeout, callee.Timeout));
        Assert.Equal(deployment.Callee, caller.Environment.Variables["CALLEE_FUNCTION_NAME"]);
    }

    public async Task<JsonElement> CalleeAsync(CancellationToken cancel)
    {
        var quote = Json(await InvokeAsync(deployment.Callee, Parcel, cancel));

        Assert.Equal(deployment.Callee, quote.GetProperty("computedBy").GetString());
        return quote;
    }

    /// <param name="expected">What the callee itself answers: only its process may be another.</param>
    public async Task<InvokeResponse> CallerAsync(JsonElement expected, CancellationToken cancel)
    {
        var response = await InvokeAsync(deployment.Caller, HttpEvent("POST", "/quotes", Parcel), cancel);
        var answer = Json(response);

        Assert.True(answer.GetProperty("statusCode").GetInt32() == 200, $"{answer}");
        var quote = Body(answer);
        Assert.Equal(deployment.Callee, quote.GetProperty("computedBy").GetString());
        foreach (var field in expected.EnumerateObject().Where(field => field.Name != "processId"))
            Assert.Equal(field.Value.GetRawText(), quote.GetProperty(field.Name).GetRawText());

        return response;
    }

    public async Task BadRequestAsync(CancellationToken cancel)
    {
        var answer = Json(await InvokeAsync(deployment.Caller, HttpEvent("POST", "/quotes", """{"weightGrams":-1,"destination":"JP-13"}"""), cancel));

        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
        Assert.True(Body(answer).GetProperty("errors").TryGetProperty("weightGrams", out _), $"{answer}");
    }

    /// <summary>The end of the log, which is CloudWatch Logs' too.</summary>
    public static string Log(InvokeResponse response) => Encoding.UTF8.GetString(Convert.FromBase64String(response.LogResult ?? ""));

    private async Task<InvokeResponse> InvokeAsync(string function, string payload, CancellationToken cancel)
    {
        var response = await lambda.InvokeAsync(
            new InvokeRequest { FunctionName = function, Payload = payload, LogType = LogType.Tail }, cancel);

        Assert.True(response.FunctionError is null, $"{function}: {response.FunctionError} {Text(response.Payload)}\n{Log(response)}");
        return response;
    }

    /// <summary>As a function URL or an HTTP API sends it, payload format 2.0.</summary>
    private static string HttpEvent(string method, string path, string body) => JsonSerializer.Serialize(new
    {
        version = "2.0",
        routeKey = "$default",
        rawPath = path,
        rawQueryString = "",
        headers = new Dictionary<string, string> { ["content-type"] = "application/json", ["host"] = "quotes.test" },
        requestContext = new
        {
            accountId = "anonymous",
            apiId = "quotes",
            domainName = "quotes.test",
            http = new { method, path, protocol = "HTTP/1.1", sourceIp = "192.0.2.1", userAgent = "test" },
            requestId = Guid.NewGuid().ToString(),
            routeKey = "$default",
            stage = "$default",
        },
        body,
        isBase64Encoded = false,
    });

    private static JsonElement Json(InvokeResponse response)
    {
        using var document = JsonDocument.Parse(Text(response.Payload));
        return document.RootElement.Clone();
    }

    private static JsonElement Body(JsonElement answer)
    {
        var text = answer.GetProperty("body").GetString()!;
        if (answer.TryGetProperty("isBase64Encoded", out var encoded) && encoded.GetBoolean())
            text = Encoding.UTF8.GetString(Convert.FromBase64String(text));

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static string Text(MemoryStream? payload) => payload is null ? "" : Encoding.UTF8.GetString(payload.ToArray());
}
