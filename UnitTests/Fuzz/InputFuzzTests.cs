using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Local.Endpoint.Signatures;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.UnitTests.Endpoint;

namespace PrivateInvoke.UnitTests.Fuzz;

/// <summary>What comes from a file or a client: it is read or refused, and costs no more than its size allows.</summary>
public sealed class InputFuzzTests
{
    /// <summary>For inputs of a few kilobytes, with what the runtime itself allocates when it first runs something.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    private static readonly byte[] Plan = Encoding.UTF8.GetBytes(
        """
        {"format_version":"1.2","resource_changes":[
         {"address":"aws_vpc.v","mode":"managed","type":"aws_vpc","name":"v","change":{"actions":["create"],"after":{"cidr_block":"10.0.0.0/16"},"after_unknown":{"id":true}}},
         {"address":"aws_vpc_endpoint.e","mode":"managed","type":"aws_vpc_endpoint","name":"e","change":{"actions":["create"],"after":{"vpc_endpoint_type":"Interface","service_name":"com.amazonaws.us-east-1.lambda","policy":"{\"Statement\":[]}"},"after_unknown":{"vpc_id":true}}},
         {"address":"aws_lambda_function.f[\"a\"]","mode":"managed","type":"aws_lambda_function","name":"f","index":"a","change":{"actions":["create"],"after":{"function_name":"f","timeout":3,"environment":[{"variables":{"CALLEE":"g"}}],"vpc_config":[{"subnet_ids":["s"]}]},"after_unknown":{"role":true}}},
         {"address":"aws_lambda_function.g","mode":"managed","type":"aws_lambda_function","name":"g","change":{"actions":["create"],"after":{"function_name":"g"},"after_unknown":{"arn":true}}}],
         "configuration":{"root_module":{"resources":[{"address":"aws_lambda_function.f","expressions":{"role":{"references":["aws_vpc.v.id"]}}}]}}}
        """);

    private static readonly byte[] Policy = Encoding.UTF8.GetBytes(
        """
        {"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":["*","arn:aws:iam::123456789012:role/r"]},"Action":["lambda:Invoke*","*"],
        "NotResource":"arn:aws:lambda:*:*:function:${aws:username}","Condition":{"ForAllValues:StringLike":{"aws:SourceVpce":["vpce-*"]},"Bool":{"aws:SecureTransport":"true"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}
        """);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public Task A_plan_of_any_bytes_is_judged_or_refused() => Gen.OneOf(Mutated.Of(Plan), Gen.Byte.Array[0, 300]).SampleAsync(
        async bytes =>
        {
            // From memory nothing is waited for: it all happens on this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                JsonReport.Write(PathFinder.Find(CloudModel.Read(await PlanReader.ReadAsync(new MemoryStream(bytes), "p.json", Cancel))));
            }
            catch (ProblemException)
            {
                // Refused, in two lines.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        },
        iter: 1_500, threads: 1);

    [Fact(Timeout = 180_000)]
    public void A_policy_of_any_bytes_is_read_or_refused() => Gen.OneOf(Mutated.Of(Policy), Gen.Byte.Array[0, 300]).Sample(
        bytes =>
        {
            var text = Encoding.UTF8.GetString(bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var use in Enum.GetValues<PolicyUse>())
                _ = PolicyReader.Read(text, use, out _);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        },
        iter: 5_000);

    [Fact(Timeout = 180_000)]
    public void An_Authorization_header_of_any_bytes_is_refused_unless_it_is_the_one_that_was_signed()
    {
        var caller = FunctionCredentials.Create("caller");
        var now = TimeProvider.System.GetUtcNow();
        var verifier = new SignatureVerifier(key => key == caller.AccessKeyId ? caller : null, "us-east-1", TimeProvider.System);
        using var signed = new HttpRequestMessage(HttpMethod.Post, new Uri("http://127.0.0.1:5081/2015-03-31/functions/callee/invocations"));
        TestSigner.Sign(signed, "{}"u8.ToArray(), caller, now);
        var header = signed.Headers.GetValues("Authorization").Single();
        Assert.IsType<SignatureCheck.Valid>(Check(verifier, signed, header));

        Gen.OneOf(Mutated.Of(Encoding.UTF8.GetBytes(header)), Gen.Byte.Array[0, 300]).Sample(
            bytes =>
            {
                var text = Encoding.UTF8.GetString(bytes);
                var before = GC.GetAllocatedBytesForCurrentThread();
                var check = Check(verifier, signed, text);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);

                // What is behind a comma that nobody reads, or a space more, changes nothing that is signed.
                Assert.True(check is SignatureCheck.Refused || AuthorizationHeader.Parse(text)?.Signature == AuthorizationHeader.Parse(header)!.Signature, text);
            },
            iter: 5_000);
    }

    [Fact(Timeout = 180_000)]
    public void A_presigned_query_of_any_bytes_is_refused_unless_it_is_the_one_that_was_signed()
    {
        var caller = FunctionCredentials.Create("caller");
        var verifier = new SignatureVerifier(key => key == caller.AccessKeyId ? caller : null, "us-east-1", TimeProvider.System);
        var address = TestSigner.Presigned(
            HttpMethod.Post, new Uri("http://127.0.0.1:5081/2015-03-31/functions/callee/invocations"), "{}"u8.ToArray(), caller, TimeProvider.System.GetUtcNow());
        Assert.IsType<SignatureCheck.Valid>(Check(verifier, address.PathAndQuery));

        Mutated.Of(Encoding.UTF8.GetBytes(address.PathAndQuery)).Sample(
            bytes =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                _ = Check(verifier, Encoding.Latin1.GetString(bytes));
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
            },
            iter: 5_000);
    }

    private static SignatureCheck Check(SignatureVerifier verifier, HttpRequestMessage signed, string authorization)
    {
        var request = Request(signed.RequestUri!.PathAndQuery);
        foreach (var (name, values) in signed.Headers)
            request.Headers[name] = values.ToArray();
        request.Headers.Authorization = authorization;
        return verifier.Check(request, "{}"u8);
    }

    private static SignatureCheck Check(SignatureVerifier verifier, string target) => verifier.Check(Request(target), "{}"u8);

    private static HttpRequest Request(string target)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.Method = "POST";
        context.Request.Headers.Host = "127.0.0.1:5081";
        return context.Request;
    }
}
