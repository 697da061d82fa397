namespace Aspire.Hosting.AWS.Lambda;

public class LambdaEmulatorOptions
{
    /// <summary>Otherwise the Lambda Test Tool is installed as a global .NET tool, or updated, before the application starts.</summary>
    public bool DisableAutoInstall { get; set; }

    public string? OverrideMinimumInstallVersion { get; set; }

    /// <summary>A newer tool than the wanted one is replaced too.</summary>
    public bool AllowDowngrade { get; set; }

    /// <summary>Null chooses a port.</summary>
    public int? HttpPort { get; set; }

    /// <summary>Null chooses a port.</summary>
    public int? HttpsPort { get; set; }

    /// <summary>Null is <c>.aws-lambda-testtool</c> in the current folder; an empty text stores nothing.</summary>
    public string? ConfigStoragePath { get; set; }

    /// <summary>True where there is no developer certificate, unless it is set.</summary>
    public bool DisableHttpsEndpoint { get; set; } = !DeveloperCertificate.IsThere();
}
