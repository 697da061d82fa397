using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local;

/// <summary><c>artifacts/host.json</c>: there while the host is ready, for whoever wants to talk to it.</summary>
/// <param name="Packages"><c>real</c>, or <c>stand-ins</c> for those of AWS.</param>
/// <param name="Dashboard">The Aspire dashboard's address; absent without Aspire.</param>
/// <param name="Explorer">The path explorer's address, without the token that lets a browser in.</param>
public sealed record HostFile(
    string FrontDoor, string Endpoint, string Lambda, IReadOnlyList<HostFile.PathVerdict> Verdicts, string Packages, string? Dashboard = null,
    string? Explorer = null)
{
    public sealed record PathVerdict(string Caller, string Callee, Verdict Verdict);

    public static string PathIn(string artifacts) => Path.Combine(artifacts, "host.json");

    public static HostFile Of(LocalSystem system, string packages, string? dashboard = null) => new(
        system.FrontDoor?.ToString() ?? "",
        system.Endpoints.Select(endpoint => endpoint.Address.ToString()).FirstOrDefault(""),
        system.LambdaApi.ToString(),
        [.. system.Paths.Select(path => new PathVerdict(path.Caller.Name, path.Callee.Name, path.Verdict))],
        packages,
        dashboard);

    /// <summary>Disposing what is returned removes the file, if it is still this host's.</summary>
    public async Task<Published> PublishAsync(string artifacts, CancellationToken cancel)
    {
        var published = new Published(PathIn(artifacts));
        await published.ReplaceAsync(this, cancel);
        return published;
    }

    public sealed class Published(string path) : IAsyncDisposable
    {
        private string _json = "";

        /// <summary>Written beside and moved, so that nobody reads half of it.</summary>
        public async Task ReplaceAsync(HostFile file, CancellationToken cancel)
        {
            _json = JsonSerializer.Serialize(file, HostFileJson.Default.HostFile);
            var temporary = $"{path}.{Environment.ProcessId}.tmp";
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(temporary, _json, cancel);
            File.Move(temporary, path, overwrite: true);
        }

        public async ValueTask DisposeAsync()
        {
            if (File.Exists(path) && await File.ReadAllTextAsync(path) == _json)
                File.Delete(path);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HostFile))]
internal sealed partial class HostFileJson : JsonSerializerContext;
