using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.AspNetCoreServer.Internal;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>Payload format 2.0 to ASP.NET Core and back.</summary>
public abstract partial class APIGatewayHttpApiV2ProxyFunction(IServiceProvider hostedServices)
    : AbstractAspNetCoreFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(hostedServices)
{
    protected override void MarshallRequest(
        InvokeFeatures features, APIGatewayHttpApiV2ProxyRequest lambdaRequest, ILambdaContext lambdaContext)
    {
        var authentication = features.Get<IHttpAuthenticationFeature>();
        if (lambdaRequest.RequestContext.Authorizer is { } authorizer)
        {
            var claims = authorizer.Jwt?.Claims?.Select(claim => new Claim(claim.Key, claim.Value));
            authentication.User = new ClaimsPrincipal(new ClaimsIdentity(claims, "AuthorizerIdentity"));
        }

        PostMarshallHttpAuthenticationFeature(authentication, lambdaRequest, lambdaContext);

        FillRequest(features.Request, lambdaRequest);
        PostMarshallRequestFeature(features.Request, lambdaRequest, lambdaContext);

        var connection = features.Get<IHttpConnectionFeature>();
        FillConnection(connection, lambdaRequest);
        PostMarshallConnectionFeature(connection, lambdaRequest, lambdaContext);

        var tls = features.Get<ITlsConnectionFeature>();
        if (lambdaRequest.RequestContext.Authentication?.ClientCert?.ClientCertPem is { } pem)
        {
            tls.ClientCertificate = X509Certificate2.CreateFromPem(pem);
        }

        PostMarshallTlsConnectionFeature(tls, lambdaRequest, lambdaContext);
    }

    private void FillRequest(IHttpRequestFeature request, APIGatewayHttpApiV2ProxyRequest lambdaRequest)
    {
        var context = lambdaRequest.RequestContext;
        if (string.IsNullOrWhiteSpace(context.DomainName))
        {
            Logger.LogWarning("The event has no domain name.");
        }

        request.Scheme = "https";
        request.Method = context.Http.Method;
        request.QueryString = string.IsNullOrEmpty(lambdaRequest.RawQueryString) ? "" : $"?{lambdaRequest.RawQueryString}";
        request.RawTarget = lambdaRequest.RawPath + request.QueryString;
        request.Path = Decode(context.Http.Path);
        if (!request.Path.StartsWith('/'))
        {
            request.Path = $"/{request.Path}";
        }

        // A named stage leads the path, and the application's routes know nothing of it.
        if (!string.IsNullOrWhiteSpace(context.Stage) && request.Path.StartsWith($"/{context.Stage}", StringComparison.CurrentCulture))
        {
            request.PathBase = $"/{context.Stage}";
            request.Path = request.Path[request.PathBase.Length..];
        }

        foreach (var (name, value) in lambdaRequest.Headers ?? new Dictionary<string, string>())
        {
            // Several values of one header arrive joined by commas.
            request.Headers[name] = new StringValues(value?.Split(','));
        }

        request.Headers.TryAdd(HeaderNames.Host, context.DomainName);
        if (lambdaRequest.Cookies is not null)
        {
            request.Headers.Cookie = string.Join("; ", lambdaRequest.Cookies);
        }

        if (!string.IsNullOrEmpty(lambdaRequest.Body))
        {
            request.Body = new MemoryStream(lambdaRequest.IsBase64Encoded
                ? Convert.FromBase64String(lambdaRequest.Body)
                : Encoding.UTF8.GetBytes(lambdaRequest.Body));
        }

        request.Headers.TryAdd(HeaderNames.ContentLength, request.Body.Length.ToString(CultureInfo.InvariantCulture));
    }

    private static void FillConnection(IHttpConnectionFeature connection, APIGatewayHttpApiV2ProxyRequest lambdaRequest)
    {
        if (IPAddress.TryParse(lambdaRequest.RequestContext.Http.SourceIp, out var source))
        {
            connection.RemoteIpAddress = source;
        }

        if (lambdaRequest.Headers?.TryGetValue("X-Forwarded-Port", out var port) == true)
        {
            connection.RemotePort = int.Parse(port, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Decodes all but <c>%2F</c>, which would become another segment, and leaves <c>+</c> alone.</summary>
    private static string Decode(string path) => WebUtility.UrlDecode(path
        .Replace("+", "%2B", StringComparison.Ordinal)
        .Replace("%2F", "%252F", StringComparison.Ordinal)
        .Replace("%2f", "%252f", StringComparison.Ordinal));
}
