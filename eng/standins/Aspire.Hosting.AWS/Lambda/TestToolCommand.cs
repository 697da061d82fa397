using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>A function's command that opens the Lambda Test Tool's page.</summary>
internal static class TestToolCommand
{
    /// <summary>Once the emulator's port is known. What a resource is told again stays one command.</summary>
    public static void WithTestToolCommand(this IResourceBuilder<LambdaProjectResource> function, ExecutableResource emulator)
    {
        var endpoint = emulator.GetEndpoint("https") is { Exists: true } https ? https : emulator.GetEndpoint("http");
        var page = $"{endpoint.Scheme}://{endpoint.Host}:{endpoint.Port}/?function={Uri.EscapeDataString(function.Resource.Name)}";
        function.WithCommand(
            "LambdaEmulator",
            "Lambda Service Emulator",
            _ =>
            {
                using var browser = Process.Start(new ProcessStartInfo(page) { UseShellExecute = true });
                return Task.FromResult(CommandResults.Success());
            },
            new CommandOptions
            {
                Description = "Open the Lambda service emulator configured for this Lambda function",
                IconName = "Bug",
                IconVariant = IconVariant.Filled,
                IsHighlighted = true,
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
            });
    }
}
