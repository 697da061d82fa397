using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda.Environments;
using PrivateInvoke.Local.Lambda.Events;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary><c>POST /2015-03-31/functions/NAME/invocations?Qualifier=</c></summary>
internal sealed class InvokeOperation(EventQueue events)
{
    private static readonly string[] Types = ["RequestResponse", "Event", "DryRun"];

    public async Task HandleAsync(HttpContext context, HostedFunction hosted, string? qualifier)
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
        }
        else if (type is "Event")
        {
            events.Add(hosted, request);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        else
        {
            // The client may hang up; as in Lambda, the function runs to its end.
            await WriteAsync(context, await hosted.InvokeAsync(request), hosted.Function, qualifier);
        }
    }

    private static async Task WriteAsync(HttpContext context, InvokeOutcome outcome, FunctionSpec function, string? qualifier)
    {
        if (ApiError.Of(outcome) is { } error)
        {
            await error.WriteAsync(context, outcome.RequestId);
            return;
        }

        var headers = context.Response.Headers;
        var payload = outcome is InvokeOutcome.Answered answered ? answered.Payload : ((InvokeOutcome.Failed)outcome).Payload;
        headers["X-Amz-Executed-Version"] = function.VersionOf(qualifier);
        if (outcome is InvokeOutcome.Failed)
            headers["X-Amz-Function-Error"] = "Unhandled";
        if (outcome.LogTail is { } tail)
            headers["X-Amz-Log-Result"] = Convert.ToBase64String(tail.Span);
        headers.ContentType = "application/json";
        headers.ContentLength = payload.Length;
        await context.Response.BodyWriter.WriteAsync(payload, context.RequestAborted);
    }
}
