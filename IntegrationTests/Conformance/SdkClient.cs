using System.Text;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>AWSSDK.Lambda, in this process.</summary>
internal sealed class SdkClient : LambdaClient
{
    public override async Task<ClientAnswer> InvokeAsync(Uri api, ClientRequest request, ClientKeys keys, CancellationToken cancel)
    {
        using var client = new AmazonLambdaClient(
            Credentials(keys),
            new AmazonLambdaConfig { ServiceURL = api.ToString(), AuthenticationRegion = Region, MaxErrorRetry = 0 });
        try
        {
            if (request.Streams)
                return await StreamAsync(client, request, cancel);

            var response = await client.InvokeAsync(
                new InvokeRequest
                {
                    FunctionName = request.Function,
                    Qualifier = request.Qualifier,
                    InvocationType = InvocationType.FindValue(request.Type),
                    LogType = request.LogTail ? LogType.Tail : null,
                    ClientContext = request.ClientContext,
                    Payload = request.Payload,
                },
                cancel);
            return new ClientAnswer.Answered(response.StatusCode ?? 0, Text(response.Payload))
            {
                FunctionError = response.FunctionError,
                Version = response.ExecutedVersion,
                Log = response.LogResult is { } log ? Encoding.UTF8.GetString(Convert.FromBase64String(log)) : null,
            };
        }
        catch (AmazonLambdaException e)
        {
            return new ClientAnswer.Refused(e.GetType() == typeof(AmazonLambdaException) ? e.ErrorCode : e.GetType().Name, e.Message)
            {
                Reason = (e as TooManyRequestsException)?.Reason?.Value,
            };
        }
    }

    private static AWSCredentials Credentials(ClientKeys keys) => keys switch
    {
        { Signs: false } => new AnonymousAWSCredentials(),
        { SessionToken: { } token } => new SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, token),
        _ => new BasicAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey),
    };

    private static async Task<ClientAnswer> StreamAsync(AmazonLambdaClient client, ClientRequest request, CancellationToken cancel)
    {
        using var response = await client.InvokeWithResponseStreamAsync(
            new InvokeWithResponseStreamRequest
            {
                FunctionName = request.Function,
                Qualifier = request.Qualifier,
                LogType = request.LogTail ? LogType.Tail : null,
                Payload = new MemoryStream(Encoding.UTF8.GetBytes(request.Payload)),
            },
            cancel);
        var parts = new List<string>();
        InvokeWithResponseStreamCompleteEvent? end = null;
        using var http = new HttpClient();
        foreach (var part in response.EventStream)
        {
            if (part is InvokeResponseStreamUpdate update)
            {
                parts.Add(Text(update.Payload));
                if (parts.Count == 1 && request.OnFirstPart is { } fetched)
                    await http.GetStringAsync(fetched, cancel);
            }

            end ??= part as InvokeWithResponseStreamCompleteEvent;
        }

        return new ClientAnswer.Answered(response.StatusCode ?? 0, string.Join('|', parts))
        {
            FunctionError = end?.ErrorCode,
            ErrorDetails = end?.ErrorDetails,
            Version = response.ExecutedVersion,
            Log = end?.LogResult is { } log ? Encoding.UTF8.GetString(Convert.FromBase64String(log)) : null,
        };
    }

    private static string Text(MemoryStream? payload) => payload is null ? "" : Encoding.UTF8.GetString(payload.ToArray());
}
