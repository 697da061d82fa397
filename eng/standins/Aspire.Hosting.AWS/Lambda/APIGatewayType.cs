namespace Aspire.Hosting.AWS.Lambda;

public enum APIGatewayType
{
    Rest,
    HttpV1,
    HttpV2,
}
