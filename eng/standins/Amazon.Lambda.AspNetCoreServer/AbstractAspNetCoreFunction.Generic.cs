using System.Text;
using Amazon.Lambda.AspNetCoreServer.Internal;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>One event through the ASP.NET Core pipeline of a host that is already there.</summary>
public abstract class AbstractAspNetCoreFunction<TREQUEST, TRESPONSE> : AbstractAspNetCoreFunction
{
    private readonly ContentEncodings _encodings = new();
    private readonly IServiceProvider _hostedServices;
    private readonly LambdaServer _server;

    protected AbstractAspNetCoreFunction(IServiceProvider hostedServices)
    {
        _hostedServices = hostedServices;
        _server = (LambdaServer)hostedServices.GetRequiredService<IServer>();
        Logger = hostedServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AbstractAspNetCoreFunction).FullName);
    }

    public ResponseContentEncoding DefaultResponseContentEncoding
    {
        get => _encodings.Default;
        set => _encodings.Default = value;
    }

    /// <summary>Adds the exception's type to the answer of a request that the application threw at.</summary>
    public bool IncludeUnhandledExceptionDetailInResponse { get; set; }

    private protected ILogger Logger { get; }

    public void RegisterResponseContentEncodingForContentType(string contentType, ResponseContentEncoding encoding) =>
        _encodings.ByType[contentType] = encoding;

    public void RegisterResponseContentEncodingForContentEncoding(string contentEncoding, ResponseContentEncoding encoding) =>
        _encodings.ByEncoding[contentEncoding] = encoding;

    public ResponseContentEncoding GetResponseContentEncodingForContentType(string contentType) => _encodings.OfType(contentType);

    public ResponseContentEncoding GetResponseContentEncodingForContentEncoding(string contentEncoding) =>
        _encodings.OfEncoding(contentEncoding);

    public virtual async Task<TRESPONSE> FunctionHandlerAsync(TREQUEST request, ILambdaContext lambdaContext)
    {
        var features = new InvokeFeatures();
        MarshallRequest(features, request, lambdaContext);

        var items = new ItemsFeature { Items = { [LAMBDA_CONTEXT] = lambdaContext, [LAMBDA_REQUEST_OBJECT] = request } };
        features.Set<IItemsFeature>(items);
        PostMarshallItemsFeatureFeature(items, request, lambdaContext);

        using var scope = _hostedServices.CreateScope();
        features.Set<IServiceProvidersFeature>(new ServiceProvidersFeature { RequestServices = scope.ServiceProvider });

        TRESPONSE response = default;
        await _server.Application.RunAsync(features, async failure => response = await AnswerAsync(features, lambdaContext, failure));
        return response;
    }

    protected abstract void MarshallRequest(InvokeFeatures features, TREQUEST lambdaRequest, ILambdaContext lambdaContext);

    protected abstract TRESPONSE MarshallResponse(
        IHttpResponseFeature responseFeatures, ILambdaContext lambdaContext, int statusCodeIfNotSet = 200);

    protected virtual void PostMarshallItemsFeatureFeature(
        IItemsFeature aspNetCoreItemFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext)
    { }

    protected virtual void PostMarshallHttpAuthenticationFeature(
        IHttpAuthenticationFeature aspNetCoreHttpAuthenticationFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext)
    { }

    protected virtual void PostMarshallRequestFeature(
        IHttpRequestFeature aspNetCoreRequestFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext)
    { }

    protected virtual void PostMarshallConnectionFeature(
        IHttpConnectionFeature aspNetCoreConnectionFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext)
    { }

    protected virtual void PostMarshallTlsConnectionFeature(
        ITlsConnectionFeature aspNetCoreConnectionFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext)
    { }

    protected virtual void PostMarshallResponseFeature(
        IHttpResponseFeature aspNetCoreResponseFeature, TRESPONSE lambdaResponse, ILambdaContext lambdaContext)
    { }

    private protected abstract void DescribeFailure(TRESPONSE lambdaResponse, Exception failure);

    protected string ErrorReport(Exception e)
    {
        var report = new StringBuilder();
        report.Append(e.GetType().Name).AppendLine(":").AppendLine(e.ToString());
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            report.Append(inner.GetType().Name).AppendLine(":").AppendLine(inner.ToString());
        }

        return report.ToString();
    }

    private async Task<TRESPONSE> AnswerAsync(InvokeFeatures features, ILambdaContext lambdaContext, Exception failure)
    {
        if (failure is not null)
        {
            Logger.LogError(failure, "Unknown error responding to request: {Report}", ErrorReport(failure));
            features.Response.StatusCode = 500;
        }

        await features.Response.Starting.RunAsync();
        var response = MarshallResponse(features.Response, lambdaContext);
        if (failure is not null && IncludeUnhandledExceptionDetailInResponse)
        {
            DescribeFailure(response, failure);
        }

        await features.Response.Completed.RunAsync();
        return response;
    }
}
