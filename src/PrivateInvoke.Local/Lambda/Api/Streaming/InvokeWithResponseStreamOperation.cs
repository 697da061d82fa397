using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Api.Streaming;

/// <summary><c>POST /2021-11-15/functions/NAME/response-streaming-invocations?Qualifier=</c></summary>
internal static class InvokeWithResponseStreamOperation
{
    private static readonly string[] Types = ["RequestResponse", "DryRun"];

    public static async Task HandleAsync(HttpContext context, HostedFunction hosted, string? qualifier)
    {
        var input = await InvokeInput.ReadAsync(context, qualifier, Types);
        if (input is not InvokeInput.Right(var type, var request))
        {
            await ((InvokeInput.Wrong)input).Error.WriteAsync(context);
            return;
        }

        context.Response.Headers["x-amzn-RequestId"] = request.RequestId;
        if (type is "DryRun")
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var answer = new StreamedAnswer(context, hosted.Function.VersionOf(qualifier));
        var outcome = await hosted.InvokeAsync(request with { Parts = answer });
        await (ApiError.Of(outcome) is { } error
            ? error.WriteAsync(context, outcome.RequestId)
            : answer.CompleteAsync(outcome));
    }
}
