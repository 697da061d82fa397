using Aspire.Hosting.Testing;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>Runs the application's processes: Aspire's own, which comes with its packages.</summary>
internal static class AspireOrchestrator
{
    public static void Prepare(IDistributedApplicationTestingBuilder builder) =>
        builder.Services.ConfigureHttpClientDefaults(client => client.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(60)));
}
