using Amazon.Lambda.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.Lambda;

/// <summary>
/// The service id makes the SDK's own settings apply: <c>AWS_ENDPOINT_URL_LAMBDA</c>, a profile's <c>services</c> section, and so on.
/// </summary>
public class AmazonLambdaConfig : ClientConfig
{
    private static readonly string s_userAgent = InternalSDKUtils.BuildUserAgentString("Lambda", "4.0.15.2");

    private static readonly AmazonLambdaEndpointResolver s_endpointResolver = new();

    public AmazonLambdaConfig()
        : base(new DefaultConfigurationProvider(AmazonLambdaDefaultConfiguration.GetAllConfigurations()))
    {
        base.ServiceId = "Lambda";
        AuthenticationServiceName = "lambda";
        EndpointProvider = new AmazonLambdaEndpointProvider();
    }

    public static new string ServiceId => "Lambda";

    public override string RegionEndpointServiceName => "lambda";

    public override string ServiceVersion => "2015-03-31";

    public override string UserAgent => s_userAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        var context = new RequestContext(false)
        {
            ClientConfig = this,
            OriginalRequest = parameters.Request,
            Request = new DefaultRequest(parameters.Request, ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint },
        };
        return s_endpointResolver.GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(context, responseContext: null));
    }
}
