using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Front;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class FrontDoorTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_request_becomes_an_event_of_payload_format_2()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        await using var door = await FrontDoor.StartAsync(
            lambda.Host, new FrontDoorOptions { Function = "dummy" }, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(door.Address, "a%20path/x?q=1&q=2&r=%26"))
        {
            Content = new StringContent("""{"text":"größe"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Cookie", "a=1; b=2");
        request.Headers.Add("X-Custom", ["one", "two"]);

        using var response = await lambda.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await LocalLambda.TextAsync(response));

        var received = document.RootElement;
        Assert.Equal("2.0", received.GetProperty("version").GetString());
        Assert.Equal("$default", received.GetProperty("routeKey").GetString());
        Assert.Equal("/a%20path/x", received.GetProperty("rawPath").GetString());
        Assert.Equal("q=1&q=2&r=%26", received.GetProperty("rawQueryString").GetString());
        Assert.Equal("1,2", received.GetProperty("queryStringParameters").GetProperty("q").GetString());
        Assert.Equal("&", received.GetProperty("queryStringParameters").GetProperty("r").GetString());
        Assert.Equal(["a=1", "b=2"], received.GetProperty("cookies").EnumerateArray().Select(cookie => cookie.GetString()));
        Assert.Equal("one, two", received.GetProperty("headers").GetProperty("x-custom").GetString());
        Assert.Equal("""{"text":"größe"}""", received.GetProperty("body").GetString());
        Assert.False(received.GetProperty("isBase64Encoded").GetBoolean());
        var http = received.GetProperty("requestContext").GetProperty("http");
        Assert.Equal(("POST", "/a path/x"), (http.GetProperty("method").GetString(), http.GetProperty("path").GetString()));
        Assert.Equal("127.0.0.1", http.GetProperty("sourceIp").GetString());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_request_that_is_traced_has_a_span_whose_child_the_function_is()
    {
        var trace = ActivityTraceId.CreateRandom();
        var spans = Channel.CreateUnbounded<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == FrontDoorActivity.SourceName,
            Sample = (ref options) => options.Parent.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity => spans.Writer.TryWrite(activity),
        };
        ActivitySource.AddActivityListener(listener);
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        await using var door = await FrontDoor.StartAsync(
            lambda.Host, new FrontDoorOptions { Function = "dummy" }, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(door.Address, "orders"));
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

        using var response = await lambda.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await LocalLambda.TextAsync(response));
        var span = await spans.Reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("GET /orders", "b7ad6b7169203331"), (span.DisplayName, span.ParentSpanId.ToHexString()));
        Assert.Equal($"00-{trace}-{span.SpanId}-01", document.RootElement.GetProperty("headers").GetProperty("traceparent").GetString());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_binary_body_is_base64()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        await using var door = await FrontDoor.StartAsync(
            lambda.Host, new FrontDoorOptions { Function = "dummy" }, TestContext.Current.CancellationToken);

        using var response = await lambda.Client.PostAsync(
            door.Address, new ByteArrayContent([0xff, 0x00]), TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await LocalLambda.TextAsync(response));

        Assert.Equal("/wA=", document.RootElement.GetProperty("body").GetString());
        Assert.True(document.RootElement.GetProperty("isBase64Encoded").GetBoolean());
    }

    [Theory]
    [InlineData("""{"statusCode":201,"headers":{"x-a":"b"},"cookies":["s=1"],"body":"text"}""", 201, "text")]
    [InlineData("""{"statusCode":200,"body":"AQI=","isBase64Encoded":true}""", 200, "\u0001\u0002")]
    [InlineData("""{"statusCode":"404"}""", 404, "")]
    [InlineData("""{"any":"json"}""", 200, """{"any":"json"}""")]
    [InlineData("\"just text\"", 200, "just text")]
    [InlineData("[1]", 200, "[1]")]
    public void An_answer_becomes_a_response(string answer, int status, string body)
    {
        var response = ResponseDocument.Parse(System.Text.Encoding.UTF8.GetBytes(answer));

        Assert.NotNull(response);
        Assert.Equal((status, body), (response.StatusCode, System.Text.Encoding.UTF8.GetString(response.Body.Span)));
    }

    [Fact]
    public void A_header_that_is_null_is_none()
    {
        var response = ResponseDocument.Parse("""{"statusCode":404,"headers":{"Content-Type":null,"x-a":"b"}}"""u8.ToArray());

        Assert.Equal([("Content-Type", "application/json"), ("x-a", "b")], response!.Headers);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"statusCode":9000}""")]
    [InlineData("""{"statusCode":200,"headers":{"a":"b\r\nc: d"}}""")]
    [InlineData("""{"statusCode":200,"body":"***","isBase64Encoded":true}""")]
    public void An_answer_that_is_no_response_cannot_be_sent(string answer) =>
        Assert.Null(ResponseDocument.Parse(System.Text.Encoding.UTF8.GetBytes(answer)));

    [Theory(Timeout = 180_000)]
    [InlineData(null, HttpStatusCode.BadGateway)]
    [InlineData(0, HttpStatusCode.TooManyRequests)]
    public async Task A_function_that_fails_is_502_and_one_that_is_throttled_429(int? reserved, HttpStatusCode status)
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { ReservedConcurrency = reserved, Code = new FunctionCode.Missing("none") });
        await using var door = await FrontDoor.StartAsync(
            lambda.Host, new FrontDoorOptions { Function = "dummy" }, TestContext.Current.CancellationToken);

        using var response = await lambda.Client.GetAsync(door.Address, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }
}
