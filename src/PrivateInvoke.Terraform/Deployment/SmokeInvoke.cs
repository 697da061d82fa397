using Amazon;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>One HTTP event to the deployed caller, through the Lambda API.</summary>
internal static class SmokeInvoke
{
    /// <summary>A first start in a VPC included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<SmokeResult> RunAsync(
        string function, SmokeRequest request, string? endpointUrl, string? region, CancellationToken cancel)
    {
        using var client = Client(endpointUrl, region);
        var sent = SmokeEvent.Write(request.Path, request.Body, TimeProvider.System.GetUtcNow());
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
        config.AuthenticationRegion = region ?? Environment.GetEnvironmentVariable("AWS_REGION")
            ?? throw new ProblemException("The smoke invoke has no region.", "Give the aws provider a region, or set AWS_REGION.");

        // As for terraform: an endpoint that is not AWS gets no credentials of an account unless they are in the environment.
        return Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null
            ? new AmazonLambdaClient(new BasicAWSCredentials("test", "test"), config)
            : new AmazonLambdaClient(new EnvironmentVariablesAWSCredentials(), config);
    }
}
