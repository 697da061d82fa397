using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>The function with <see cref="HostingOptions"/> applied.</summary>
internal sealed class HostedFunction : APIGatewayHttpApiV2ProxyFunction
{
    private readonly HostingOptions _options;

    public HostedFunction(IServiceProvider services) : base(services)
    {
        _options = services.GetRequiredService<HostingOptions>();
        DefaultResponseContentEncoding = _options.DefaultResponseContentEncoding;
        IncludeUnhandledExceptionDetailInResponse = _options.IncludeUnhandledExceptionDetailInResponse;
        foreach (var (type, encoding) in _options.ContentTypeEncodings)
        {
            RegisterResponseContentEncodingForContentType(type, encoding);
        }

        foreach (var (name, encoding) in _options.ContentEncodingEncodings)
        {
            RegisterResponseContentEncodingForContentEncoding(name, encoding);
        }
    }

    protected override void PostMarshallItemsFeatureFeature(
        IItemsFeature aspNetCoreItemFeature, APIGatewayHttpApiV2ProxyRequest lambdaRequest, ILambdaContext lambdaContext) =>
        _options.PostMarshallItemsFeature?.Invoke(aspNetCoreItemFeature, lambdaRequest, lambdaContext);

    protected override void PostMarshallHttpAuthenticationFeature(
        IHttpAuthenticationFeature aspNetCoreHttpAuthenticationFeature, APIGatewayHttpApiV2ProxyRequest lambdaRequest,
        ILambdaContext lambdaContext) =>
        _options.PostMarshallHttpAuthenticationFeature?.Invoke(aspNetCoreHttpAuthenticationFeature, lambdaRequest, lambdaContext);

    protected override void PostMarshallRequestFeature(
        IHttpRequestFeature aspNetCoreRequestFeature, APIGatewayHttpApiV2ProxyRequest lambdaRequest, ILambdaContext lambdaContext) =>
        _options.PostMarshallRequestFeature?.Invoke(aspNetCoreRequestFeature, lambdaRequest, lambdaContext);

    protected override void PostMarshallConnectionFeature(
        IHttpConnectionFeature aspNetCoreConnectionFeature, APIGatewayHttpApiV2ProxyRequest lambdaRequest,
        ILambdaContext lambdaContext) =>
        _options.PostMarshallConnectionFeature?.Invoke(aspNetCoreConnectionFeature, lambdaRequest, lambdaContext);

    protected override void PostMarshallTlsConnectionFeature(
        ITlsConnectionFeature aspNetCoreConnectionFeature, APIGatewayHttpApiV2ProxyRequest lambdaRequest,
        ILambdaContext lambdaContext) =>
        _options.PostMarshallTlsConnectionFeature?.Invoke(aspNetCoreConnectionFeature, lambdaRequest, lambdaContext);

    protected override void PostMarshallResponseFeature(
        IHttpResponseFeature aspNetCoreResponseFeature, APIGatewayHttpApiV2ProxyResponse lambdaResponse,
        ILambdaContext lambdaContext) =>
        _options.PostMarshallResponseFeature?.Invoke(aspNetCoreResponseFeature, lambdaResponse, lambdaContext);
}
