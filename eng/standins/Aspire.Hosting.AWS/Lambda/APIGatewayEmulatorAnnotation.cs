using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.Lambda;

internal class APIGatewayEmulatorAnnotation(APIGatewayType apiGatewayType) : IResourceAnnotation
{
    internal APIGatewayType ApiGatewayType { get; set; } = apiGatewayType;
}
