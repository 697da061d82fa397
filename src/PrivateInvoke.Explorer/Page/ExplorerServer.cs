using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateInvoke.Explorer.Report;

namespace PrivateInvoke.Explorer.Page;

/// <summary>The page on 127.0.0.1, as long as it is not disposed.</summary>
public sealed class ExplorerServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ExplorerServer(WebApplication application, Uri address, string token)
    {
        _application = application;
        Address = address;
        Login = new Uri(address, $"?t={token}");
    }

    /// <summary><c>http://127.0.0.1:PORT/</c></summary>
    public Uri Address { get; }

    /// <summary>With the token that lets a browser in.</summary>
    public Uri Login { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="ProblemException">The port is taken, or may not be bound.</exception>
    public static async Task<ExplorerServer> StartAsync(ExplorerFeed feed, int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ExplorerServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(feed).AddRoutingCore().AddLogging();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var application = builder.Build();
        var access = new Access();
        application.Use(next => context => access.AdmitAsync(context, next));
        application.UseRouting();
        application.UseAntiforgery();
        application.MapGet("/explorer.css", () => Results.Text(Style.Sheet, "text/css"));
        application.MapGet("/_framework/blazor.web.js", () => Results.Stream(typeof(ExplorerServer).Assembly.GetManifestResourceStream("blazor.web.js")!, "text/javascript"));
        application.MapRazorComponents<ExplorerApp>().AddInteractiveServerRenderMode();
        try
        {
            await application.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new ProblemException(
                $"port {port}, which the path explorer needs, cannot be used: {e.Message}",
                "Choose another one with --explorer-port N (0 takes a free one).", e);
        }

        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ExplorerServer(application, new Uri(address), access.Token);
    }

    public async ValueTask DisposeAsync()
    {
        // A page that is open keeps its connection: it is closed, not waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await ((Task)_application.StopAsync(now.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _application.DisposeAsync();
    }
}
