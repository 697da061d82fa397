using System.Net;
using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.UnitTests.Deployment;

public sealed class EndpointInstanceTests
{
    private const string One = """{"session_id":"one"}""";

    private const string Busy = "busy";

    [Theory(Timeout = 30_000)]
    [InlineData(new[] { One }, "one")]
    [InlineData(new[] { One, Busy }, "one")]
    [InlineData(new[] { One, Busy, """{"session_id":"two"}""" }, "two")]
    [InlineData(new[] { Busy }, null)]
    [InlineData(new[] { One, "{}" }, null)]
    [InlineData(new[] { "[]" }, null)]
    [InlineData(new[] { """{"session_id":7}""" }, null)]
    [InlineData(new[] { "<html>" }, null)]
    public async Task It_is_what_it_said_last_unless_it_says_otherwise(string[] answers, string? expected)
    {
        using var instance = new EndpointInstance(new Uri("http://localhost:4566"), new Answers(answers));

        var said = "never asked";
        foreach (var _ in answers)
            said = await instance.AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, said);
    }

    /// <summary>One after the other; a busy one does not answer in time.</summary>
    private sealed class Answers(string[] bodies) : HttpMessageHandler
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            bodies[_next++] is var body && body == Busy
                ? Task.FromException<HttpResponseMessage>(new TaskCanceledException("Timed out.", new TimeoutException()))
                : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
    }
}
