namespace PrivateInvoke.Terraform;

/// <summary>One process at a time works in a workspace, or in the folder of providers. The system releases it when its holder ends, however that ends.</summary>
public sealed class WorkspaceLock : IDisposable
{
    private readonly FileStream _file;

    private WorkspaceLock(FileStream file) => _file = file;

    public static async Task<WorkspaceLock> TakeAsync(
        string folder, TimeProvider time, IProgress<TerraformProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "lock");
        if (TryTake(path) is { } free)
            return free;

        progress?.Report(new TerraformProgress.Notice($"Another process works in '{folder}'; waiting for it."));

        // A file lock that ends raises no event.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryTake(path) is { } taken)
                return taken;
        }

        throw new OperationCanceledException(cancellationToken);
    }

    public void Dispose() => _file.Dispose();

    private static WorkspaceLock? TryTake(string path)
    {
        try
        {
            return new WorkspaceLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
