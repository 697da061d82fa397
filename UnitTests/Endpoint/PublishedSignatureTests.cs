using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Local.Endpoint.Signatures;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Endpoint;

/// <summary>
/// AWS's Signature Version 4 test suite (github.com/awslabs/aws-c-auth, tests/aws-signing-test-suite/v4, Apache-2.0): signed requests with the
/// signatures that AWS publishes. Left out are paths that are not normalized, which S3 alone signs, and a header value of several lines,
/// which no HTTP server takes.
/// </summary>
public sealed class PublishedSignatureTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly DateTimeOffset Signed = DateTimeOffset.Parse("2015-08-30T12:36:00Z", CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, SignedRequest> Requests = JsonSerializer.Deserialize<SignedRequest[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Endpoint", "signed-requests.json")), JsonSerializerOptions.Web)!.ToDictionary(request => request.Name);

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_request_that_AWS_signed_is_valid(string name) => Assert.IsType<SignatureCheck.Valid>(Check(Requests[name]));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_request_with_one_digit_of_its_signature_changed_is_refused(string name) => Assert.IsType<SignatureCheck.Refused>(Check(Requests[name] with
    {
        Headers = [.. Requests[name].Headers.Select(header => header is ["Authorization", var value] ? ["Authorization", value[..^1] + (value[^1] is '0' ? '1' : '0')] : header)],
    }));

    private static SignatureCheck Check(SignedRequest signed)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = signed.Target;
        context.Request.Method = signed.Method;
        foreach (var header in signed.Headers)
            context.Request.Headers[header[0]] = StringValues.Concat(context.Request.Headers[header[0]], header[1]);
        var credentials = new FunctionCredentials
        {
            FunctionName = "caller",
            AccessKeyId = "AKIDEXAMPLE",
            SecretAccessKey = Secret,
            SessionToken = signed.Headers.FirstOrDefault(header => header[0] == "X-Amz-Security-Token")?[1]!,
        };
        return new SignatureVerifier(key => key == credentials.AccessKeyId ? credentials : null, "us-east-1", new FakeTimeProvider(Signed), "service")
            .Check(context.Request, Encoding.UTF8.GetBytes(signed.Body));
    }

    private sealed record SignedRequest(string Name, string Method, string Target, string[][] Headers, string Body);
}
