namespace PrivateInvoke.Terraform.Stacks;

/// <summary>A command of this stack that a killed host, or a killed terraform, has left behind.</summary>
/// <param name="Run">Null where only what it made is left to deal with.</param>
/// <param name="LastWrite">When it wrote its last.</param>
/// <param name="Events">A file with what it said of its work.</param>
internal sealed record FormerRun(RunRecord? Run, DateTimeOffset LastWrite, string Events)
{
    /// <summary>Waits for what a killed host left at work: it still changes the state.</summary>
    /// <returns>Null where the last run ended in order.</returns>
    public static async Task<FormerRun?> EndedAsync(
        string folder, string name, IProgress<TerraformProgress>? log, CancellationToken cancellationToken)
    {
        var (output, events) = (RunRecord.OutputIn(folder), Path.Combine(folder, "killed.jsonl"));
        if (RunRecord.Read(folder) is not { } run)
            return File.Exists(events) ? new FormerRun(null, default, events) : null;

        using (var process = run.Running())
        {
            if (process is not null)
            {
                log?.Report(new TerraformProgress.Notice(
                    $"An earlier terraform {run.Command} of '{name}' (process {run.ProcessId}) is still at work; waiting for it."));
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        LeftProviders.End(run.ProcessId);

        // Kept until it has been dealt with: the next command writes a file of the same name. One that is there was not dealt with.
        var lastWrite = new DateTimeOffset(File.GetLastWriteTimeUtc(output), TimeSpan.Zero);
        if (File.Exists(output))
        {
            await File.AppendAllTextAsync(events, await File.ReadAllTextAsync(output, cancellationToken).ConfigureAwait(false) + "\n", cancellationToken)
                .ConfigureAwait(false);
        }

        return new FormerRun(run, lastWrite, events);
    }

    public IReadOnlyList<MadeResource> Made() => File.Exists(Events) ? MadeResources.Read(File.ReadLines(Events)) : [];

    public void Forget() => File.Delete(Events);
}
