using Amazon;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using PrivateInvoke.Terraform.Deployment;

namespace AppHost;

/// <summary>One HTTP event to the deployed caller, through the Lambda API.</summary>
internal static class SmokeInvoke
{
    /// <summary>A first start in a VPC included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<SmokeResult> RunAsync(
        string function, string path, string? body, string? endpointUrl, string? region, CancellationToken cancel)
    {
        using var client = Client(endpointUrl, region);
        var sent = SmokeEvent.Write(path, body, TimeProvider.System.GetUtcNow());
        try
        {
            var response = await client.InvokeAsync(
                new InvokeRequest { FunctionName = function, InvocationType = InvocationType.RequestResponse, PayloadStream = new MemoryStream(sent) }, cancel);
            return SmokeResult.Read(response.FunctionError, response.Payload?.ToArray() ?? [], sent);
        }
        catch (AmazonServiceException exception)
        {
            return new SmokeResult.Failed($"the Lambda API refused it: {exception.Message}");
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException || (exception is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new SmokeResult.Failed($"the Lambda API did not answer: {exception.Message}");
        }
    }

    private static AmazonLambdaClient Client(string? endpointUrl, string? region)
    {
        var config = new AmazonLambdaConfig { Timeout = Patience, MaxErrorRetry = 2 };
        if (endpointUrl is null)
        {
            if (region is not null)
                config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            return new AmazonLambdaClient(config);
        }

        config.ServiceURL = endpointUrl;
        config.AuthenticationRegion = region ?? "us-east-1";

        // As for terraform: an endpoint that is not AWS gets no credentials of an account unless they are in the environment.
        return Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null
            ? new AmazonLambdaClient(new BasicAWSCredentials("test", "test"), config)
            : new AmazonLambdaClient(new EnvironmentVariablesAWSCredentials(), config);
    }
}
