namespace Microsoft.Extensions.DependencyInjection;

public enum LambdaEventSource
{
    /// <summary>Not in this stand-in.</summary>
    RestApi,

    /// <summary>Payload format 2.0: HTTP APIs and function URLs.</summary>
    HttpApi,

    /// <summary>Not in this stand-in.</summary>
    ApplicationLoadBalancer,

    /// <summary>Not in this stand-in.</summary>
    WebsocketApi,
}
