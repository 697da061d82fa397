using CliWrap;

namespace PrivateInvoke.Terraform;

/// <summary>A command that holds the state's lock, in a session of its own: what ends this process does not end it.</summary>
internal sealed class SessionRun(TerraformCli terraform, string folder, UiStream events)
{
    /// <summary>Longer than terraform needs to tell that it has been interrupted.</summary>
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(1);

    public async Task<(int ExitCode, string ErrorText)> RunAsync(
        string command, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = terraform.Time.GetTimestamp();
        terraform.Progress?.Report(new TerraformProgress.CommandStarted(command));
        var (output, errors) = (RunRecord.OutputIn(folder), RunRecord.ErrorsIn(folder));
        File.Delete(output);
        File.Delete(errors);

        using var interrupt = new CancellationTokenSource();
        // Before it runs: what it locks, it locks later than this.
        var began = terraform.Time.GetUtcNow();
        var (program, programArguments) = OwnSession.Of(terraform.Executable, arguments, output, errors, terraform.Held);
        var running = Cli.Wrap(program)
            .WithArguments(programArguments)
            .WithWorkingDirectory(terraform.Folder)
            .WithEnvironmentVariables(terraform.Environment)
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(CancellationToken.None, interrupt.Token);
        RunRecord.Write(folder, command, running.ProcessId, began);

        await using var file = new GrowingFile(output, running.Task, terraform.Time);
        var reading = events.ReadAsync(file, CancellationToken.None);
        try
        {
            await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await InterruptAsync(command, running.ProcessId, reading, interrupt).ConfigureAwait(false);
            await ((Task)running.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            RunRecord.Drop(folder);
            throw;
        }

        var exitCode = (await running.Task.ConfigureAwait(false)).ExitCode;

        // What was killed may have left its lock, and has left its providers.
        if (exitCode is 0 or 1 or 2)
            RunRecord.Drop(folder);
        else
            LeftProviders.End(running.ProcessId);

        terraform.Progress?.Report(new TerraformProgress.CommandEnded(command, terraform.Time.GetElapsedTime(started)));
        return (exitCode, File.Exists(errors) ? Tail(errors) : "");
    }

    private async Task InterruptAsync(string command, int processId, Task reading, CancellationTokenSource interrupt)
    {
        // Where the terminal has interrupted it already, a second interrupt would make it leave its work undone.
        if (OwnSession.IsApart || !await events.IsInterruptedAsync(Telling, terraform.Time).ConfigureAwait(false))
            await interrupt.CancelAsync().ConfigureAwait(false);

        try
        {
            await reading.WaitAsync(terraform.Grace, terraform.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            terraform.Progress?.Report(new TerraformProgress.Notice(
                $"terraform {command} (process {processId}) has been interrupted and still ends its work; the next run waits for it."));
            throw new StillAtWorkException($"terraform {command} was interrupted.");
        }
    }

    private static string Tail(string file)
    {
        var lines = File.ReadLines(file).Select(AnsiCodes.Remove).Where(line => line.Length > 0).TakeLast(50);
        return string.Join('\n', lines).Trim();
    }
}
