using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>Whether this user has a certificate for localhost that a server can use.</summary>
internal static class DeveloperCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static bool IsThere()
    {
        try
        {
            using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
            store.Open(OpenFlags.ReadOnly);
            return store.Certificates.Any(IsUsable);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsUsable(X509Certificate2 certificate)
    {
        // A certificate's two dates are local time.
        var now = DateTime.Now;
        return certificate.Subject.Equals("CN=localhost", StringComparison.OrdinalIgnoreCase)
            && certificate.NotBefore <= now && now <= certificate.NotAfter
            && certificate.HasPrivateKey
            && certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
                .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>())
                .Any(usage => usage.Value == ServerAuthentication);
    }
}
