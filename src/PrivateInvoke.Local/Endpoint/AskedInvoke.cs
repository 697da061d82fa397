using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda.Api;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>The function that a request invokes, with the alias or version, since policies tell these apart.</summary>
/// <param name="Text">Its short name: <c>name</c> or <c>name:qualifier</c>.</param>
/// <param name="Function">Null where the name is none that Lambda takes.</param>
internal sealed record AskedInvoke(string Text, FunctionReference? Function)
{
    /// <summary>Whether the region and the account are left to the caller's own.</summary>
    public bool IsShort => Function is { Region: null, Account: null };

    /// <returns>Null when the request is no invoke.</returns>
    public static AskedInvoke? Of(HttpRequest request)
    {
        if (LambdaApi.Invoked(request) is not { } name)
            return null;
        if (FunctionReference.Parse(name) is not { } function)
            return new AskedInvoke(name, Function: null);

        if (request.Query["Qualifier"].ToString() is { Length: > 0 } qualifier)
            function = function with { Qualifier = qualifier };
        return new AskedInvoke(function.Qualifier is null ? function.Name : $"{function.Name}:{function.Qualifier}", function);
    }
}
