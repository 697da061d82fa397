using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using PrivateInvoke.Machine.Signatures;
using PrivateInvoke.Network;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>
/// One HTTP event to the deployed caller, through the Lambda API. It needs the AWS SDK's credentials and signature, and no more of it:
/// so this library depends on no package that a feed may lack (docs/decisions/0015-packages.md).
/// </summary>
internal static class SmokeInvoke
{
    /// <summary>A first start in a VPC included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The AWS SDK's own number and its first pause.</summary>
    private const int MostRetries = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    public static async Task<SmokeResult> RunAsync(
        string function, SmokeRequest request, string? endpointUrl, string? region, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var sent = SmokeEvent.Write(request.Path, request.Body, time.GetUtcNow());
        try
        {
            region ??= FallbackRegionFactory.GetRegionEndpoint()?.SystemName
                ?? throw new ProblemException("The smoke invoke has no region.", "Give the aws provider a region, or set AWS_REGION.");
            var api = new Uri($"{endpointUrl ?? $"https://{ApiAddress.HostOf("lambda", region)}"}/");
            var address = new Uri(api, $"2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations");
            using var http = new HttpClient { Timeout = Patience };
            using var response = await SendAsync(http, address, new RequestSigner(Credentials(endpointUrl), region, time), sent, time, cancel);
            var answer = await response.Content.ReadAsByteArrayAsync(cancel);
            return response.IsSuccessStatusCode
                ? SmokeResult.Read(response.Headers.TryGetValues("X-Amz-Function-Error", out var error) ? error.First() : null, answer, sent)
                : new SmokeResult.Failed($"the Lambda API refused it: {Reason(response.StatusCode, answer)}");
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException || (exception is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new SmokeResult.Failed($"the Lambda API did not answer: {exception.Message}");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, Uri address, RequestSigner signer, byte[] sent, TimeProvider time, CancellationToken cancel)
    {
        for (var retry = 0; ; retry++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(sent) };
            request.Headers.Add("X-Amz-Invocation-Type", "RequestResponse");
            await signer.SignAsync(request, sent);
            try
            {
                var response = await http.SendAsync(request, cancel);
                if (retry == MostRetries || response.StatusCode is not HttpStatusCode.TooManyRequests and < HttpStatusCode.InternalServerError)
                    return response;

                response.Dispose();
            }
            catch (HttpRequestException) when (retry < MostRetries)
            {
                // Said below by trying again.
            }

            await Task.Delay(FirstPause * (1 << retry), time, cancel);
        }
    }

    /// <summary>As for terraform: an endpoint that is not AWS gets no credentials of an account unless they are in the environment.</summary>
    private static AWSCredentials Credentials(string? endpointUrl)
    {
        if (endpointUrl is not null)
        {
            return Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null
                ? new BasicAWSCredentials("test", "test")
                : new EnvironmentVariablesAWSCredentials();
        }

        using var chain = new DefaultAWSCredentialsIdentityResolver();
        return chain.ResolveIdentity(null);
    }

    /// <summary>Lambda answers <c>{"Type":"User","Message":"…"}</c>, or <c>message</c> where the front of AWS refuses.</summary>
    private static string Reason(HttpStatusCode status, byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            foreach (var name in (string[])["Message", "message"])
            {
                if (json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var message))
                    return $"{(int)status}: {message}";
            }
        }
        catch (JsonException)
        {
            // The status has to do.
        }

        return $"{(int)status} {status}";
    }
}
