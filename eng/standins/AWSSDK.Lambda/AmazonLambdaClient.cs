using Amazon.Lambda.Internal;
using Amazon.Lambda.Model;
using Amazon.Lambda.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda;

/// <summary>Endpoints, signatures, retries, timeouts are AWSSDK.Core's own; only what is Lambda's is here.</summary>
public partial class AmazonLambdaClient : AmazonServiceClient, IAmazonLambda
{
    /// <summary>LocalStack.Client finds it by this name.</summary>
    private static readonly IServiceMetadata serviceMetadata = new AmazonLambdaMetadata();

    protected override IServiceMetadata ServiceMetadata => serviceMetadata;

    public virtual Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<InvokeResponse>(request, InvokeRequestMarshaller.Instance, InvokeResponseUnmarshaller.Instance, cancellationToken);

    public virtual Task<InvokeWithResponseStreamResponse> InvokeWithResponseStreamAsync(
        InvokeWithResponseStreamRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<InvokeWithResponseStreamResponse>(
            request, InvokeWithResponseStreamRequestMarshaller.Instance, InvokeWithResponseStreamResponseUnmarshaller.Instance,
            cancellationToken);

    public virtual Task<GetFunctionResponse> GetFunctionAsync(string functionName, CancellationToken cancellationToken = default) =>
        GetFunctionAsync(new GetFunctionRequest { FunctionName = functionName }, cancellationToken);

    public virtual Task<GetFunctionResponse> GetFunctionAsync(GetFunctionRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetFunctionResponse>(
            request, GetFunctionRequestMarshaller.Instance, GetFunctionResponseUnmarshaller.Instance, cancellationToken);

    public virtual Task<GetFunctionConfigurationResponse> GetFunctionConfigurationAsync(
        string functionName, CancellationToken cancellationToken = default) =>
        GetFunctionConfigurationAsync(new GetFunctionConfigurationRequest { FunctionName = functionName }, cancellationToken);

    public virtual Task<GetFunctionConfigurationResponse> GetFunctionConfigurationAsync(
        GetFunctionConfigurationRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetFunctionConfigurationResponse>(
            request, GetFunctionConfigurationRequestMarshaller.Instance, GetFunctionConfigurationResponseUnmarshaller.Instance,
            cancellationToken);

    public virtual Task<ListFunctionsResponse> ListFunctionsAsync(CancellationToken cancellationToken = default) =>
        ListFunctionsAsync(new ListFunctionsRequest(), cancellationToken);

    public virtual Task<ListFunctionsResponse> ListFunctionsAsync(
        ListFunctionsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListFunctionsResponse>(
            request, ListFunctionsRequestMarshaller.Instance, ListFunctionsResponseUnmarshaller.Instance, cancellationToken);

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonLambdaEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonLambdaAuthSchemeHandler());
    }

    private Task<TResponse> SendAsync<TResponse>(
        AmazonLambdaRequest request, IMarshaller<IRequest, AmazonWebServiceRequest> marshaller, ResponseUnmarshaller unmarshaller,
        CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}
