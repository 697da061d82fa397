using CliWrap;

namespace PrivateInvoke.Terraform;

public sealed partial class TerraformCli
{
    /// <summary>Longer than terraform needs to tell that it has been interrupted.</summary>
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A folder that only this user can read. With it, commands that hold the state's lock run in a session of their own, and are never
    /// killed: one that does not end within <see cref="Grace"/> of being interrupted is left to end by itself.
    /// </summary>
    public string? RunFolder { get; init; }

    private async Task<(int ExitCode, string ErrorText)> RunApartAsync(
        string runFolder, string command, IReadOnlyList<string> arguments, UiStream events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = Time.GetTimestamp();
        Progress?.Report(new TerraformProgress.CommandStarted(command));
        var (output, errors) = (RunRecord.OutputIn(runFolder), RunRecord.ErrorsIn(runFolder));
        File.Delete(output);
        File.Delete(errors);

        using var interrupt = new CancellationTokenSource();
        // Before it runs: what it locks, it locks later than this.
        var began = Time.GetUtcNow();
        var (program, programArguments) = OwnSession.Of(executable, arguments, output, errors);
        var running = Cli.Wrap(program)
            .WithArguments(programArguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(CancellationToken.None, interrupt.Token);
        RunRecord.Write(runFolder, command, running.ProcessId, began);

        await using var file = new GrowingFile(output, running.Task, Time);
        var reading = events.ReadAsync(file, CancellationToken.None);
        try
        {
            await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await InterruptAsync(command, running.ProcessId, reading, events, interrupt).ConfigureAwait(false);
            await ((Task)running.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            RunRecord.Drop(runFolder);
            throw;
        }

        var exitCode = (await running.Task.ConfigureAwait(false)).ExitCode;

        // What was killed may have left its lock, and has left its providers.
        if (exitCode is 0 or 1 or 2)
            RunRecord.Drop(runFolder);
        else
            LeftProviders.End(running.ProcessId);

        Progress?.Report(new TerraformProgress.CommandEnded(command, Time.GetElapsedTime(started)));
        return (exitCode, File.Exists(errors) ? Tail(errors) : "");
    }

    private async Task InterruptAsync(
        string command, int processId, Task reading, UiStream events, CancellationTokenSource interrupt)
    {
        // Where the terminal has interrupted it already, a second interrupt would make it leave its work undone.
        if (OwnSession.IsApart || !await events.IsInterruptedAsync(Telling, Time).ConfigureAwait(false))
            await interrupt.CancelAsync().ConfigureAwait(false);

        try
        {
            await reading.WaitAsync(Grace, Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Progress?.Report(new TerraformProgress.Notice(
                $"terraform {command} (process {processId}) has been interrupted and still ends its work; the next run waits for it."));
            throw new OperationCanceledException($"terraform {command} was interrupted.");
        }
    }

    private static string Tail(string file)
    {
        var lines = File.ReadLines(file).Select(AnsiCodes.Remove).Where(line => line.Length > 0).TakeLast(50);
        return string.Join('\n', lines).Trim();
    }
}
