using System.Text;
using System.Text.Json;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>What a client sends in headers and a runtime gets in headers.</summary>
public sealed class ClientContextTests
{
    [Theory(Timeout = 180_000)]
    [InlineData("""{"custom":{"city":"Zürich 日本 😀"}}""")]
    [InlineData("{\n\t\"custom\": {}\r\n}")]
    public async Task Any_JSON_object_reaches_the_runtime_in_plain_text(string context)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await InvokeAsync(lambda, Encode(context));

        Assert.False(response.Headers.Contains("X-Amz-Function-Error"), await LocalLambda.TextAsync(response));
        var arrived = await HeaderAsync(response, "lambda-runtime-client-context");
        Assert.True(Ascii.IsValid(arrived!));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(context), JsonElement.Parse(arrived!)));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("%%%")]
    [InlineData("WzFd")]
    [InlineData("bm8gSlNPTg==")]
    public async Task What_is_no_JSON_object_is_refused_in_AWSs_words(string context)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());

        using var response = await InvokeAsync(lambda, context);

        Assert.Equal((400, "InvalidRequestContentException"), ((int)response.StatusCode, response.Headers.GetValues("x-amzn-ErrorType").Single()));
        Assert.Equal(
            """{"message":"Client context must be a valid Base64-encoded JSON object."}""", await LocalLambda.TextAsync(response));
    }

    [Theory(Timeout = 180_000)]
    [InlineData(2685, 200)]
    [InlineData(2686, 400)]
    public async Task More_than_3583_bytes_are_refused(int size, int status)
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        var context = Encode($"{{\"a\":\"{new string('x', size - 8)}\"}}");

        using var response = await InvokeAsync(lambda, context);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200, context.Length <= 3583);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_trace_header_that_is_none_is_replaced()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        using var request = new HttpRequestMessage(HttpMethod.Post, "2015-03-31/functions/dummy/invocations")
        {
            Content = new StringContent("""{"do":"headers"}"""),
        };
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = lambda.Host.ApiAddress,
        };
        request.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", "Root=ü");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.StartsWith("Root=1-", await HeaderAsync(response, "lambda-runtime-trace-id"));
    }

    private static string Encode(string context) => Convert.ToBase64String(Encoding.UTF8.GetBytes(context));

    private static Task<HttpResponseMessage> InvokeAsync(LocalLambda lambda, string context) =>
        lambda.InvokeAsync("""{"do":"headers"}""", "dummy", ("X-Amz-Client-Context", context));

    private static async Task<string?> HeaderAsync(HttpResponseMessage response, string name)
    {
        using var headers = JsonDocument.Parse(await LocalLambda.TextAsync(response));
        return headers.RootElement.GetProperty(name).GetString();
    }
}
