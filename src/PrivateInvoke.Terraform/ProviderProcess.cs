using System.Text.RegularExpressions;
using CliWrap;

namespace PrivateInvoke.Terraform;

/// <summary>
/// A provider that several terraform commands use, in place of one that each of them starts: <c>-debug</c>, with which a provider
/// waits to be attached (https://developer.hashicorp.com/terraform/plugin/debugging). It ends with this process, however that ends.
/// </summary>
internal sealed partial class ProviderProcess : IAsyncDisposable
{
    /// <summary>The variable of terraform that names providers to attach.</summary>
    public const string Variable = "TF_REATTACH_PROVIDERS";

    /// <summary>It waits two seconds itself; on a busy machine it takes longer to get that far.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _end;
    private readonly Task _running;

    private ProviderProcess(CancellationTokenSource end, Task running, string attachment)
    {
        _end = end;
        _running = running;
        Attachment = attachment;
    }

    /// <summary>The value of <see cref="Variable"/>.</summary>
    public string Attachment { get; }

    public bool HasEnded => _running.IsCompleted;

    /// <param name="file">The provider's program.</param>
    /// <param name="folder">Where relative paths start, which a provider of terraform's own has from terraform.</param>
    /// <returns>Null where the system or this provider cannot do it.</returns>
    public static async Task<ProviderProcess?> StartAsync(
        string file, string folder, IReadOnlyDictionary<string, string?> environment, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!HostBound.IsPossible)
            return null;

        var end = new CancellationTokenSource();
        var told = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = RunAsync(file, folder, environment, told, end.Token);
        try
        {
            if (await told.Task.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false) is { } attachment)
                return new ProviderProcess(end, running, attachment);
        }
        catch (TimeoutException)
        {
            // Then each command starts its own.
        }
        catch
        {
            await EndAsync(end, running).ConfigureAwait(false);
            throw;
        }

        await EndAsync(end, running).ConfigureAwait(false);
        return null;
    }

    public async ValueTask DisposeAsync() => await EndAsync(_end, _running).ConfigureAwait(false);

    /// <summary>It ends when nobody holds its folder any more, and this process does not wait for that.</summary>
    public Task LeaveAsync() => _end.CancelAsync();

    private static async Task EndAsync(CancellationTokenSource end, Task running)
    {
        await end.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private static async Task RunAsync(
        string file, string folder, IReadOnlyDictionary<string, string?> environment, TaskCompletionSource<string?> told, CancellationToken end)
    {
        try
        {
            await HostBound.Wrap(file, ["-debug"], end, isQuiet: true)
                .WithWorkingDirectory(folder)
                .WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
                {
                    if (AttachmentIn().Match(line) is { Success: true } found)
                        told.TrySetResult(found.Groups[1].Value);
                }))
                .ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            told.TrySetResult(null);
        }
    }

    /// <summary><c>TF_REATTACH_PROVIDERS='{"registry.terraform.io/hashicorp/aws":{"Protocol":"grpc",…,"Addr":{"Network":"unix","String":"/tmp/…"}}}'</c></summary>
    [GeneratedRegex("TF_REATTACH_PROVIDERS='(.+)'")]
    private static partial Regex AttachmentIn();
}
