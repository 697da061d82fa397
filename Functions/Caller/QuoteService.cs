using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Functions.Contracts;

namespace Functions.Caller;

/// <summary>Invokes the callee. Every way an invoke can end is a case of <see cref="QuoteResult"/>.</summary>
internal sealed class QuoteService(IAmazonLambda lambda, CalleeSettings callee, ILogger<QuoteService> logger)
{
    public const string ActivitySourceName = "Functions.Caller";

    private static readonly ActivitySource Source = new(ActivitySourceName);

    public async Task<QuoteResult> QuoteAsync(QuoteRequest request, CancellationToken cancel)
    {
        using var activity = Source.StartActivity($"invoke {callee.FunctionName}", ActivityKind.Client);
        // The SDK's timeout is per attempt; the caller has to answer within its own.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(callee.InvokeTimeout);

        var invoke = new InvokeRequest
        {
            FunctionName = callee.FunctionName,
            InvocationType = InvocationType.RequestResponse,
            Payload = JsonSerializer.Serialize(request, ContractsJson.Default.QuoteRequest),
        };
        if (ClientContext.From(Activity.Current) is { } context)
            invoke.ClientContext = context;

        try
        {
            var answer = await lambda.InvokeAsync(invoke, deadline.Token);
            return Read(answer);
        }
        catch (JsonException e)
        {
            logger.LogError("{Callee} answered what is no quote: {Reason}", callee.FunctionName, e.Message);
            return new QuoteResult.Failed();
        }
        catch (AmazonServiceException e) when (e.StatusCode is HttpStatusCode.Forbidden)
        {
            logger.LogError("{Callee} refused the invoke: {Reason}", callee.FunctionName, e.Message);
            return new QuoteResult.Refused();
        }
        catch (AmazonServiceException e) when (e.StatusCode is not 0)
        {
            logger.LogError("Lambda answered {Status} {Code}: {Reason}", (int)e.StatusCode, e.ErrorCode, e.Message);
            return new QuoteResult.Unavailable((int)e.StatusCode);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && IsSilence(e))
        {
            logger.LogError("No answer from {Callee} (limit {Seconds} s): {Reason}", callee.FunctionName, callee.InvokeTimeout.TotalSeconds, e.Message);
            return new QuoteResult.Silent(callee.InvokeTimeout);
        }
    }

    private QuoteResult Read(InvokeResponse answer)
    {
        if (answer.FunctionError is { Length: > 0 } error)
        {
            logger.LogError("{Callee} failed ({Error})", callee.FunctionName, error);
            return new QuoteResult.Failed();
        }

        var quote = JsonSerializer.Deserialize(answer.Payload, ContractsJson.Default.Quote);
        return quote is null ? new QuoteResult.Failed() : new QuoteResult.Quoted(quote);
    }

    /// <summary>No connection, or no answer on it: dropped packets look like this.</summary>
    private static bool IsSilence(Exception e) =>
        e is OperationCanceledException or TimeoutException or HttpRequestException or IOException
        || (e is AmazonClientException && e.InnerException is { } inner && IsSilence(inner));
}
