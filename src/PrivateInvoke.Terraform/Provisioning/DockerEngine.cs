using CliWrap;

namespace PrivateInvoke.Terraform.Provisioning;

/// <summary>Whether containers can run here.</summary>
public static class DockerEngine
{
    private const string DefaultSocket = "/var/run/docker.sock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The engine's socket, as it is called on the machine that the engine runs on.</summary>
    public static string Socket =>
        System.Environment.GetEnvironmentVariable("DOCKER_HOST") is { } host && host.StartsWith("unix://", StringComparison.Ordinal)
            ? host["unix://".Length..]
            : DefaultSocket;

    /// <summary>A client without an engine behind it is none.</summary>
    public static async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Patience);
        try
        {
            var result = await Cli.Wrap("docker")
                .WithArguments(["version", "--format", "{{.Server.Version}}"])
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(deadline.Token);
            return result.IsSuccess;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
