using PrivateInvoke.Cloud;

namespace PrivateInvoke.Paths;

/// <summary>Where the caller's packets go once the name is resolved.</summary>
internal abstract record Destination
{
    private Destination()
    {
    }

    public sealed record ToEndpoint(VpcEndpoint Endpoint) : Destination;

    /// <summary>To the service's public addresses, which a route leads to a gateway endpoint.</summary>
    public sealed record ToGateway(VpcEndpoint Endpoint) : Destination;

    /// <summary>To the API's public addresses.</summary>
    public sealed record ToPublic : Destination
    {
        public static readonly ToPublic Instance = new();
    }

    /// <summary>Straight from Lambda's own network: the caller is in no VPC.</summary>
    public sealed record FromAws : Destination
    {
        public static readonly FromAws Instance = new();
    }

    /// <summary>To the proxy that the caller's environment names.</summary>
    /// <param name="Url">Null where it is not known.</param>
    public sealed record ToProxy(Uri? Url) : Destination;

    /// <summary>To somewhere the plan does not show.</summary>
    public sealed record Elsewhere : Destination
    {
        public static readonly Elsewhere Instance = new();
    }
}
