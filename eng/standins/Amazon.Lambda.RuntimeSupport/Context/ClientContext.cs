using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Context;

/// <summary><c>{"client":{"app_title":"…"},"custom":{"k":"v"},"env":{"k":"v"}}</c></summary>
internal sealed class ClientContext : IClientContext
{
    public IDictionary<string, string> Environment { get; private init; }

    public IClientApplication Client { get; private init; }

    public IDictionary<string, string> Custom { get; private init; }

    public static ClientContext Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new ClientContext();
        }

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new ClientContext
        {
            Client = root.TryGetProperty("client", out var client) ? ClientApplication.From(client) : null,
            Custom = Values(root, "custom"),
            Environment = Values(root, "env"),
        };
    }

    private static Dictionary<string, string> Values(JsonElement root, string name) =>
        root.TryGetProperty(name, out var values)
            ? values.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString())
            : null;

    private sealed class ClientApplication : IClientApplication
    {
        public string AppPackageName { get; private init; }

        public string AppTitle { get; private init; }

        public string AppVersionCode { get; private init; }

        public string AppVersionName { get; private init; }

        public string InstallationId { get; private init; }

        public static ClientApplication From(JsonElement client)
        {
            string Value(string name) => client.TryGetProperty(name, out var value) ? value.GetString() : null;
            return new ClientApplication
            {
                AppPackageName = Value("app_package_name"),
                AppTitle = Value("app_title"),
                AppVersionCode = Value("app_version_code"),
                AppVersionName = Value("app_version_name"),
                InstallationId = Value("installation_id"),
            };
        }
    }
}
