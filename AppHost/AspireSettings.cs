using Microsoft.Extensions.Configuration;

namespace AppHost;

/// <summary>
/// What a launch profile would say. It is not one, since <c>dotnet run</c> tells of a profile on standard output, where the JSON of
/// <c>check</c> goes. What the environment or the command line says comes first.
/// </summary>
internal static class AspireSettings
{
    private static readonly (string Key, string Value)[] Defaults =
    [
        // http: without a developer certificate Aspire's own default, https, ends the start.
        ("ASPNETCORE_URLS", "http://localhost:15080"),
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:19080"),
        ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "http://localhost:20080"),
        ("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
        ("ASPNETCORE_ENVIRONMENT", "Development"),
    ];

    public static void Complete(ConfigurationManager configuration)
    {
        foreach (var (key, value) in Defaults)
            configuration[key] ??= value;
    }

    /// <summary>Development where nothing says otherwise, so that traces reach the dashboard at once; a pipeline has its own default.</summary>
    public static string[] WithEnvironment(string[] arguments, Func<string, string?> variable) =>
        arguments.Any(IsChosen) || variable("DOTNET_ENVIRONMENT") is not null || variable("ASPIRE_ENVIRONMENT") is not null
            ? arguments
            : [.. arguments, "--environment", "Development"];

    private static bool IsChosen(string argument) =>
        argument is "--environment" or "--operation"
        || argument.StartsWith("--environment=", StringComparison.Ordinal) || argument.StartsWith("--operation=", StringComparison.Ordinal);
}
