using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Machine;

namespace PrivateInvoke.Explorer.Page;

/// <summary>
/// Who may see the page, as for the Aspire dashboard: whoever has the address with the token, which then becomes a cookie. Other sites
/// are turned away before that (<see cref="LoopbackGuard"/>).
/// </summary>
internal sealed class Access
{
    private const string Query = "t";
    private const int TokenBytes = 16;

    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    public async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (LoopbackGuard.Refuses(context.Request) is { } reason)
        {
            await LoopbackGuard.RefuseAsync(context, reason);
            return;
        }

        // Cookies do not tell ports apart: each host has a cookie of its own.
        var cookie = $"private-invoke-explorer-{context.Request.Host.Port}";
        if (IsToken(context.Request.Query[Query]))
        {
            context.Response.Cookies.Append(cookie, Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            context.Response.Redirect("/");
        }
        else if (IsToken(context.Request.Cookies[cookie]))
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("The address that the host printed has a token: open that one.\n", context.RequestAborted);
        }
    }

    private bool IsToken(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token));
}
