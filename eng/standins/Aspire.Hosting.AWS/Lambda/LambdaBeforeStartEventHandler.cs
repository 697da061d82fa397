using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>Installs the Lambda Test Tool before the application starts. A failure is logged, and ends nothing.</summary>
internal sealed class LambdaBeforeStartEventHandler(ILogger<LambdaEmulatorResource> logger) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        if (executionContext.IsRunMode)
            eventing.Subscribe<BeforeStartEvent>(InstallAsync);

        return Task.CompletedTask;
    }

    private async Task InstallAsync(BeforeStartEvent start, CancellationToken cancel)
    {
        var emulator = start.Model.Resources.SelectMany(resource => resource.Annotations).OfType<LambdaEmulatorAnnotation>().FirstOrDefault();
        if (emulator is null or { DisableAutoInstall: true })
            return;

        var wanted = emulator.OverrideMinimumInstallVersion ?? TestTool.DefaultVersion;
        var installed = await TestTool.InstalledVersionAsync(cancel).ConfigureAwait(false);
        if (!TestTool.IsWanted(wanted, installed, emulator.AllowDowngrade))
        {
            logger.LogInformation("Amazon.Lambda.TestTool version {Version} already installed", installed);
            return;
        }

        var (exitCode, output) = await TestTool.InstallAsync(wanted, emulator.AllowDowngrade, cancel).ConfigureAwait(false);
        if (exitCode == 0)
            logger.LogInformation("Successfully installed .NET Tool Amazon.Lambda.TestTool ({Version})", wanted);
        else if (installed is null)
            logger.LogError("Fail to install Amazon.Lambda.TestTool ({Version}) required for running Lambda functions locally:\n{Output}", wanted, output);
        else
            logger.LogWarning("Failed to update Amazon.Lambda.TestTool from {Installed} to {Version}:\n{Output}", installed, wanted, output);
    }
}
