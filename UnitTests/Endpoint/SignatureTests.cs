using System.Buffers;
using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivateInvoke.Local.Endpoint.Signatures;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Machine.Signatures;

namespace PrivateInvoke.UnitTests.Endpoint;

public sealed class SignatureTests
{
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact(Timeout = 180_000)]
    public async Task An_unsigned_request_is_refused()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee", request => request.Headers.Remove("Authorization"));

        AssertRefused(response, "MissingAuthenticationTokenException");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_key_of_nobody_is_refused()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee", by: FunctionCredentials.Create("caller"));

        AssertRefused(response, "UnrecognizedClientException");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_wrong_session_token_is_refused()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee", by: local.Caller with { SessionToken = "another" });

        AssertRefused(response, "UnrecognizedClientException");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_wrong_secret_is_refused()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee", by: local.Caller with { SecretAccessKey = "another" });

        AssertRefused(response, "InvalidSignatureException");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_body_that_was_changed_after_signing_is_refused()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee", request => request.Content = new StringContent("{\"q\":2}"));

        AssertRefused(response, "InvalidSignatureException");
    }

    [Theory(Timeout = 180_000)]
    [InlineData(-6, "Signature expired")]
    [InlineData(6, "Signature not yet current")]
    public async Task A_signature_of_another_time_is_refused(int minutes, string message)
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee", at: TimeProvider.System.GetUtcNow().AddMinutes(minutes));

        AssertRefused(response, "InvalidSignatureException");
        Assert.Contains(message, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_signature_for_another_region_is_refused()
    {
        await using var local = await LocalEndpoint.StartAsync(options => options with { Region = "eu-west-1", Paths = [LocalEndpoint.Path("callee")] });

        using var response = await local.InvokeAsync("callee");

        AssertRefused(response, "InvalidSignatureException");
        Assert.Contains("scoped to a valid region", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 180_000)]
    public async Task Another_functions_key_has_that_functions_permissions()
    {
        var other = FunctionCredentials.Create("other");
        await using var local = await LocalEndpoint.StartAsync(options => options with
        {
            Paths = [LocalEndpoint.Path("callee")],
            Credentials = key => key == other.AccessKeyId ? other : null,
            Ask = (caller, callee) => caller == "other"
                ? LocalEndpoint.Path(callee.Name, LocalEndpoint.Hop(PrivateInvoke.Paths.HopKind.IdentityPolicy))
                : null,
        });

        using var response = await local.InvokeAsync("callee", by: other);

        AssertRefused(response, "AccessDeniedException");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_client_that_was_right_once_is_checked_again()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        for (var round = 0; round < 2; round++)
        {
            using var right = await local.InvokeAsync("callee");
            using var changed = await local.InvokeAsync("callee", request => request.Content = new StringContent("{\"q\":2}"));
            using var forged = await local.InvokeAsync("callee", by: local.Caller with { SecretAccessKey = "another" });
            using var late = await local.InvokeAsync("callee", at: TimeProvider.System.GetUtcNow().AddMinutes(6));

            Assert.Equal(200, (int)right.StatusCode);
            Assert.All([changed, forged, late], response => AssertRefused(response, "InvalidSignatureException"));
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task A_signature_stands_wherever_in_the_header_the_client_has_it()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        for (var round = 0; round < 2; round++)
        {
            using var first = await local.InvokeAsync("callee", SignatureFirst);
            using var last = await local.InvokeAsync("callee");

            Assert.Equal((200, 200), ((int)first.StatusCode, (int)last.StatusCode));
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task A_request_that_tells_its_time_by_Date_is_verified()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var right = await SendAsync(local, "{}", (request, body) => TestSigner.SignByDate(request, body, local.Caller, Now));
        using var late = await SendAsync(local, "{}", (request, body) => TestSigner.SignByDate(request, body, local.Caller, Now.AddMinutes(-6)));
        using var moved = await SendAsync(local, "{}", (request, body) =>
        {
            TestSigner.SignByDate(request, body, local.Caller, Now);
            request.Headers.Date = Now.AddMinutes(1);
        });

        Assert.Equal(200, (int)right.StatusCode);
        AssertRefused(late, "InvalidSignatureException");
        AssertRefused(moved, "InvalidSignatureException");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_request_that_tells_no_time_is_refused()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee", request => request.Headers.Remove("X-Amz-Date"));

        AssertRefused(response, "IncompleteSignatureException");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_presigned_request_is_verified()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var right = await SendAsync(local, "{}", Presign(local, Now));
        using var changed = await SendAsync(local, "{\"q\":2}", Presign(local, Now, signed: "{}"));
        using var forged = await SendAsync(local, "{}", Presign(local, Now, by: local.Caller with { SecretAccessKey = "another" }));
        using var stranger = await SendAsync(local, "{}", Presign(local, Now, by: FunctionCredentials.Create("caller")));
        using var late = await SendAsync(local, "{}", Presign(local, Now.AddMinutes(-2)));
        using var kept = await SendAsync(local, "{}", Presign(local, Now.AddMinutes(-20), seconds: 3600));
        using var endless = await SendAsync(local, "{}", Presign(local, Now, seconds: 604_801));

        Assert.Equal((200, 200), ((int)right.StatusCode, (int)kept.StatusCode));
        Assert.All([changed, forged, late], response => AssertRefused(response, "InvalidSignatureException"));
        AssertRefused(stranger, "UnrecognizedClientException");
        AssertRefused(endless, "IncompleteSignatureException");
    }

    [Fact]
    public void What_looks_like_a_signature_in_the_path_is_none()
    {
        var verifier = new SignatureVerifier(_ => null, "us-east-1", TimeProvider.System);

        var check = verifier.Check(Request("/a&X-Amz-Signature=1"), body: []);

        Assert.Equal(403, Assert.IsType<SignatureCheck.Refused>(check).Error.Status);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("X-Amz-Invocation-Type", "Event")]
    [InlineData("x-amz-client-context", "e30=")]
    public async Task A_header_of_AWS_that_is_not_signed_is_refused(string name, string value)
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var header = await local.InvokeAsync("callee", request => request.Headers.Add(name, value));
        using var presigned = await SendAsync(local, "{}", (request, body) =>
        {
            Presign(local, Now)(request, body);
            request.Headers.Add(name, value);
        });

        Assert.All([header, presigned], response => AssertRefused(response, "InvalidSignatureException"));
        Assert.Contains($"not signed: {name.ToLowerInvariant()}", await header.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/a?X-Amz-Signature=1&b=2&X-Amz-Date=3", "/a?b=2")]
    [InlineData("/a?X-Amz-Signature=1", "/a")]
    [InlineData("/a?b=X-Amz-Signature", "/a?b=X-Amz-Signature")]
    [InlineData("/a", "/a")]
    [InlineData("/a&X-Amz-Signature=1", "/a&X-Amz-Signature=1")]
    [InlineData("/a&X-Amz-Signature=1?b=2", "/a&X-Amz-Signature=1?b=2")]
    public void A_request_that_is_signed_anew_loses_the_signature_in_its_query(string target, string rest) =>
        Assert.Equal(rest, PresignedQuery.Removed(target));

    /// <summary>The example of "Create a signed AWS API request" in AWS's IAM User Guide, and the rules it states.</summary>
    [Theory]
    [InlineData("/", "", "/", "")]
    [InlineData("/2015-03-31/functions/a%3Ab/invocations", "", "/2015-03-31/functions/a%253Ab/invocations", "")]
    [InlineData("/a/./b/../c//d", "", "/a/c/d", "")]
    [InlineData("/a/", "", "/a/", "")]
    [InlineData("//a/b-1_2~3", "", "/a/b-1_2~3", "")]
    [InlineData("/2015-03-31/functions/a/invocations", "", "/2015-03-31/functions/a/invocations", "")]
    [InlineData("/", "Version=2010-05-08&Action=ListUsers", "/", "Action=ListUsers&Version=2010-05-08")]
    [InlineData("/", "b=2&a=%20x&a=%241&c", "/", "a=%20x&a=%241&b=2&c=")]
    public void A_canonical_request_has_an_encoded_path_and_a_sorted_query(string path, string query, string canonicalPath, string canonicalQuery)
    {
        var request = Request(query.Length == 0 ? path : $"{path}?{query}");
        request.Headers.Host = "iam.amazonaws.com";
        request.Headers["My-Header1"] = "  a   b   c  ";

        var text = new ArrayBufferWriter<byte>();
        Assert.True(CanonicalRequest.TryWrite(text, request, ["host", "my-header1"], body: []));

        Assert.Equal(
            $"GET\n{canonicalPath}\n{canonicalQuery}\nhost:iam.amazonaws.com\nmy-header1:a b c\n\nhost;my-header1\n{HashOfNothing}",
            Encoding.UTF8.GetString(text.WrittenSpan));
    }

    [Fact]
    public void No_header_text_makes_the_parser_throw() =>
        Gen.String.Sample(text =>
        {
            _ = AuthorizationHeader.Parse(text);
            _ = AuthorizationHeader.Parse($"{AuthorizationHeader.Algorithm} {text}");
            _ = AuthorizationHeader.Parse($"{AuthorizationHeader.Algorithm} Credential={text}, SignedHeaders={text}, Signature={text}");
            _ = PresignedQuery.Parse($"/a?X-Amz-Signature={text}&X-Amz-Date={text}&X-Amz-Credential={text}&{text}");
            _ = PresignedQuery.Removed($"/a?{text}&X-Amz-Signature={text}");
        });

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static Action<HttpRequestMessage, byte[]> Presign(
        LocalEndpoint local, DateTimeOffset at, FunctionCredentials? by = null, string? signed = null, int seconds = 60) => (request, body) =>
        request.RequestUri = TestSigner.Presigned(
            request.Method, request.RequestUri!, signed is null ? body : Encoding.UTF8.GetBytes(signed), by ?? local.Caller, at, seconds);

    private static async Task<HttpResponseMessage> SendAsync(LocalEndpoint local, string payload, Action<HttpRequestMessage, byte[]> sign)
    {
        var body = Encoding.UTF8.GetBytes(payload);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(local.Endpoint.Address, "2015-03-31/functions/callee/invocations"))
        {
            Content = new ByteArrayContent(body),
        };
        sign(request, body);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static void SignatureFirst(HttpRequestMessage request)
    {
        var parts = request.Headers.GetValues("Authorization").Single()[(AuthorizationHeader.Algorithm.Length + 1)..].Split(", ");
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", $"{AuthorizationHeader.Algorithm} {string.Join(", ", parts.Reverse())}");
    }

    private static HttpRequest Request(string target)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.Method = "GET";
        return context.Request;
    }

    private static void AssertRefused(HttpResponseMessage response, string type) =>
        Assert.Equal((403, type), ((int)response.StatusCode, response.Headers.GetValues("x-amzn-ErrorType").Single()));
}
