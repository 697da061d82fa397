using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>The AppHost in a process of its own, as a person starts it, with its dashboard, on free ports.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private const string LoginPath = "/login?t=";

    private readonly RunningProgram _program;

    private AppHostProcess(RunningProgram program, Uri login)
    {
        _program = program;
        Login = login;
    }

    /// <summary>What it printed: the dashboard's address with the token.</summary>
    public Uri Login { get; }

    public string Output => _program.Output;

    public static async Task<AppHostProcess> StartAsync(IEnumerable<string> arguments, CancellationToken cancel)
    {
        // Where dotnet run starts it: its appsettings.json is there.
        var folder = Path.Combine(Programs.Repository, "AppHost");
        var program = RunningProgram.Start(Programs.Dotnet, [Programs.AppHost, .. arguments], folder, new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://127.0.0.1:0",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        });
        try
        {
            var line = await program.LineAsync(line => line.Contains(LoginPath, StringComparison.Ordinal), cancel);
            return new AppHostProcess(program, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
