#pragma warning disable IDE0005 // Some versions of Aspire's packages bring the first two themselves.
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>The AppHost, started as an Aspire application in this process, on free ports.</summary>
internal sealed class AspireApp : IAsyncDisposable
{
    private const string ArtifactsKey = "PrivateInvoke:Artifacts";

    private readonly DistributedApplication _app;

    private AspireApp(DistributedApplication app, string artifacts) => (_app, Artifacts) = (app, artifacts);

    public ResourceNotificationService Notifications => _app.ResourceNotifications;

    /// <summary>The folder of everything that it generates.</summary>
    public string Artifacts { get; }

    public static async Task<AspireApp> StartAsync(TestRepository repository, string infra, CancellationToken cancel, params string[] arguments) =>
        await StartAsync(await BuilderAsync(repository, infra, cancel, arguments), cancel);

    /// <summary>The AppHost's own, to which a test may add.</summary>
    public static Task<IDistributedApplicationTestingBuilder> BuilderAsync(
        TestRepository repository, string infra, CancellationToken cancel, params string[] arguments) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [.. arguments, $"--Parameters:infra={infra}", $"--{ArtifactsKey}={Path.Combine(repository.Desk(), "artifacts")}"], cancel);

    public static async Task<AspireApp> StartAsync(IDistributedApplicationTestingBuilder builder, CancellationToken cancel)
    {
        var app = await builder.BuildAsync(cancel);
        try
        {
            await app.StartAsync(cancel);
            return new AspireApp(app, builder.Configuration[ArtifactsKey]!);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a resource shows when it satisfies the condition; it fails with what it shows when it has failed for good.</summary>
    public async Task<CustomResourceSnapshot> UntilAsync(string resource, Func<CustomResourceSnapshot, bool> condition, CancellationToken cancel)
    {
        var shown = await Notifications.WaitForResourceAsync(
            resource,
            show => condition(show.Snapshot) || show.Snapshot.State?.Text == KnownResourceStates.FailedToStart,
            cancel);
        Assert.True(condition(shown.Snapshot), $"{resource} is {shown.Snapshot.State?.Text}");
        return shown.Snapshot;
    }

    public Task<CustomResourceSnapshot> RunningAsync(string resource, CancellationToken cancel) =>
        UntilAsync(resource, snapshot => snapshot.State?.Text == KnownResourceStates.Running, cancel);

    public Task HealthyAsync(string resource, CancellationToken cancel) => Notifications.WaitForResourceHealthyAsync(resource, cancel);

    /// <summary>An address that the interface endpoint shows, once the functions can be invoked: <c>front-door</c>, <c>lambda</c>.</summary>
    public async Task<Uri> AddressAsync(string name, CancellationToken cancel)
    {
        var endpoint = await UntilAsync(
            "lambda-endpoint",
            shown => shown.Properties.Any(property => property is { Name: "endpoint.runtimes", Value: "private-invoke-callee, private-invoke-caller" }),
            cancel);
        return new Uri(endpoint.Urls.Single(url => url.Name == name).Url);
    }

    public HttpClient Client(string resource) => _app.CreateHttpClient(resource, "http");

    public IResource Resource(string name) =>
        _app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(known => known.Name == name);

    public async Task<ExecuteCommandResult> CommandAsync(string resource, string command, CancellationToken cancel) =>
        await _app.ResourceCommands.ExecuteCommandAsync(Resource(resource), command, cancel);

    public Task<CheckedPlan> CheckTerraformAsync(string module, CancellationToken cancel) => _app.CheckTerraformAsync(module, cancel);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
