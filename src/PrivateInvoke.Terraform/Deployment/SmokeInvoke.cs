using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Polly;
using Polly.Retry;
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

    /// <summary>As often as the AWS SDK, and with its first pause.</summary>
    private static readonly ResiliencePipeline<HttpResponseMessage> Retries = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                .Handle<HttpRequestException>()
                .HandleResult(response => response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError),
        })
        .Build();

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
            var signer = new RequestSigner(Credentials(endpointUrl), region, time);
            using var response = await Retries.ExecuteAsync(async token => await SendAsync(http, address, signer, sent, token), cancel);
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

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, Uri address, RequestSigner signer, byte[] sent, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(sent) };
        request.Headers.Add("X-Amz-Invocation-Type", "RequestResponse");
        await signer.SignAsync(request, sent);
        return await http.SendAsync(request, cancel);
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
