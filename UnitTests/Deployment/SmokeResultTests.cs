using System.Text;
using System.Text.Json;
using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.UnitTests.Deployment;

public sealed class SmokeResultTests
{
    private static readonly byte[] Sent = SmokeEvent.Write("/quotes", """{"weightGrams":1}""", DateTimeOffset.UnixEpoch);

    [Fact]
    public void An_event_is_a_POST_of_payload_format_2()
    {
        using var json = JsonDocument.Parse(Sent);
        var http = json.RootElement.GetProperty("requestContext").GetProperty("http");

        Assert.Equal("2.0", json.RootElement.GetProperty("version").GetString());
        Assert.Equal(("POST", "/quotes"), (http.GetProperty("method").GetString(), http.GetProperty("path").GetString()));
        Assert.Equal("""{"weightGrams":1}""", json.RootElement.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("""{"statusCode":200,"body":"{\"price\":1}"}""", """{"price":1}""")]
    [InlineData("""{"statusCode":200,"body":"b2s=","isBase64Encoded":true}""", "ok")]
    public void A_status_of_200_has_answered(string answer, string body) =>
        Assert.Equal(new SmokeResult.Answered(200, body), Read(null, answer));

    [Theory]
    [InlineData(null, """{"statusCode":504,"body":"timed out"}""", "it answered 504: timed out")]
    [InlineData("Unhandled", """{"errorMessage":"x"}""", """the function ended with an error (Unhandled): {"errorMessage":"x"}""")]
    [InlineData(null, "[]", "what it answered is no HTTP response: []")]
    [InlineData(null, "", "what it answered is no HTTP response: ")]
    public void Anything_else_has_failed(string? error, string answer, string why) =>
        Assert.Equal(new SmokeResult.Failed(why), Read(error, answer));

    [Theory]
    [InlineData("Handled", "error running docker: Error while fetching server API version")]
    [InlineData(null, "Simple Lambda happy path OK")]
    public void A_control_plane_that_runs_no_code_says_so(string? error, string answer) =>
        Assert.Equal(new SmokeResult.Skipped("this endpoint runs no code"), Read(error, answer));

    [Fact]
    public void The_event_itself_is_no_answer() => Assert.IsType<SmokeResult.Skipped>(SmokeResult.Read(null, Sent, Sent));

    private static SmokeResult Read(string? error, string answer) => SmokeResult.Read(error, Encoding.UTF8.GetBytes(answer), Sent);
}
