namespace Aspire.Hosting.AWS.Lambda;

public class APIGatewayEmulatorOptions
{
    /// <summary>Null chooses a port.</summary>
    public int? HttpPort { get; set; }

    /// <summary>Null chooses a port.</summary>
    public int? HttpsPort { get; set; }

    /// <summary>True where there is no developer certificate, unless it is set.</summary>
    public bool DisableHttpsEndpoint { get; set; } = !DeveloperCertificate.IsThere();
}
