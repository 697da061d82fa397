using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda.Api.Streaming;
using PrivateInvoke.Local.Lambda.Environments;
using PrivateInvoke.Local.Lambda.Runtime;

namespace PrivateInvoke.Local.Lambda.Api;

/// <summary>
/// The Lambda API, as far as a function's clients need it: Invoke, InvokeWithResponseStream, GetFunction, GetFunctionConfiguration,
/// ListFunctions. Any credentials do: this address is the developer's; the interface endpoint is where signatures and policies count.
/// Behind <c>/FUNCTION</c> it is that function's Runtime API too, for runtimes that attach.
/// </summary>
internal sealed class LambdaApi(FunctionDirectory functions, InvokeOperation invoke)
{
    private const string List = "/2015-03-31/functions";
    private const string Functions = List + "/";
    private const string StreamingFunctions = "/2021-11-15/functions/";

    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.IndexOf(RuntimeApi.Base, StringComparison.Ordinal) is > 0 and var end)
            return AttachedAsync(context, path[1..end], path.AsSpan(end + RuntimeApi.Base.Length));

        var post = HttpMethods.IsPost(context.Request.Method);
        var get = HttpMethods.IsGet(context.Request.Method);
        if (FunctionPath(path, StreamingFunctions) is ({ } streaming, "response-streaming-invocations") && post)
            return WithFunction(context, streaming, InvokeWithResponseStreamOperation.HandleAsync);

        if (FunctionPath(path, Functions) is not var (name, operation))
            return get && path is List or Functions ? ListAsync(context) : Unknown(context);

        return (operation, post, get) switch
        {
            ("invocations", true, _) => WithFunction(context, name, invoke.HandleAsync),
            ("", _, true) => WithFunction(context, name, FunctionDocument.WriteFunctionAsync),
            ("configuration", _, true) => WithFunction(context, name, FunctionDocument.WriteConfigurationAsync),
            _ => Unknown(context),
        };
    }

    /// <returns>The function that a request invokes, as it names it; null when it invokes none.</returns>
    public static string? Invoked(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return !HttpMethods.IsPost(request.Method) ? null
            : FunctionPath(path, Functions) is ({ } name, "invocations") ? name
            : FunctionPath(path, StreamingFunctions) is ({ } streaming, "response-streaming-invocations") ? streaming
            : null;
    }

    /// <returns>The function that a path names, and what is asked of it; null when it names none.</returns>
    private static (string Name, string Operation)? FunctionPath(string path, string functions)
    {
        if (!path.StartsWith(functions, StringComparison.Ordinal))
            return null;

        var rest = path.AsSpan(functions.Length);
        var slash = rest.IndexOf('/');
        var name = slash < 0 ? rest : rest[..slash];
        return name.Length == 0 ? null
            : (Uri.UnescapeDataString(name), slash < 0 ? "" : rest[(slash + 1)..].TrimEnd('/').ToString());
    }

    private static Task Unknown(HttpContext context) =>
        ApiError.UnknownOperation(context.Request.Method, context.Request.Path).WriteAsync(context);

    private Task AttachedAsync(HttpContext context, string function, ReadOnlySpan<char> rest)
    {
        if (functions.Find(function) is not { } hosted)
            return RuntimeError.NotFound(context.Request.Path).WriteAsync(context);

        var closed = context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? CancellationToken.None;
        return RuntimeApi.HandleAsync(context, hosted.Attached.Session(closed), rest);
    }

    private Task WithFunction(HttpContext context, string name, Func<HttpContext, HostedFunction, string?, Task> operation) =>
        functions.Resolve(name, context.Request.Query["Qualifier"]) switch
        {
            Resolution.Found found => operation(context, found.Hosted, found.Qualifier),
            Resolution.Refused refused => refused.Error.WriteAsync(context),
            _ => throw new InvalidOperationException("A name is found or refused."),
        };

    private Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return FunctionPage.Of(functions.All, query["MaxItems"], query["Marker"]) is { } page
            ? FunctionDocument.WriteListAsync(context, page)
            : ApiError.NotInRange("maxItems", query["MaxItems"].ToString(), 1, FunctionPage.MostAsked).WriteAsync(context);
    }
}
