using System.Text;
using CliWrap;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform;

/// <summary>
/// The <c>terraform</c> command in one folder. A cancelled command is interrupted as by Ctrl+C and given <see cref="Grace"/> to release
/// its locks; then it and the providers that it started are killed. One that only reads is killed at once: it takes no locks, and
/// terraform does not heed an interrupt there.
/// </summary>
public sealed class TerraformCli(string executable, string folder)
{
    public string Executable => executable;

    public string Folder => folder;

    /// <summary>On top of what this process inherits; null takes a variable away. See <see cref="TerraformEnvironment"/>.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public IProgress<TerraformProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Where the system can do it, a command and its providers end with this process, even if this process is killed. Not for a command
    /// that holds the state's lock.
    /// </summary>
    public bool EndsWithHost { get; init; }

    /// <summary>
    /// A folder that only this user can read. With it, commands that hold the state's lock run in a session of their own, and are never
    /// killed: one that does not end within <see cref="Grace"/> of being interrupted is left to end by itself.
    /// </summary>
    public string? RunFolder { get; init; }

    /// <summary>The folder that such a command holds while it runs.</summary>
    internal string? Held { get; init; }

    /// <summary>Runs a command whose output is UI events.</summary>
    internal async Task<(int ExitCode, UiStream Events)> RunEventsAsync(
        string command, IReadOnlyList<string> arguments, int[] expected, Action<UiStream>? prepare, CancellationToken cancellationToken)
    {
        var events = new UiStream(Progress);
        prepare?.Invoke(events);
        var (exitCode, errorText) = RunFolder is { } runFolder && OwnSession.IsPossible
            ? await new SessionRun(this, runFolder, events).RunAsync(command, arguments, cancellationToken).ConfigureAwait(false)
            : await RunAsync(command, arguments, Grace, events.ReadAsync, cancellationToken).ConfigureAwait(false);
        return expected.Contains(exitCode)
            ? (exitCode, events)
            : throw new TerraformException(
                command, exitCode, events.Diagnostics, string.Join('\n', [.. events.OtherLines, errorText]).Trim());
    }

    /// <summary>Runs a command whose output is one JSON document.</summary>
    internal async Task RunDocumentAsync(
        string command, IReadOnlyList<string> arguments, JsonHandler handler, CancellationToken cancellationToken)
    {
        var read = false;
        var (exitCode, errorText) = await RunAsync(command, arguments, TimeSpan.Zero, ReadAsync, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0 || !read)
            throw new TerraformException(command, exitCode, [], errorText);

        async Task ReadAsync(Stream output, CancellationToken token)
        {
            var json = new JsonWalker(output);
            if (!await json.ReadAsync(token).ConfigureAwait(false))
                return;

            await handler(json, token).ConfigureAwait(false);
            read = true;

            // A command whose output is closed before it has ended fails.
            await output.CopyToAsync(Stream.Null, token).ConfigureAwait(false);
        }
    }

    internal async Task<(int ExitCode, string ErrorText)> RunAsync(
        string command,
        IReadOnlyList<string> arguments,
        TimeSpan grace,
        Func<Stream, CancellationToken, Task> read,
        CancellationToken cancellationToken)
    {
        var started = Time.GetTimestamp();
        Progress?.Report(new TerraformProgress.CommandStarted(command));

        using var kill = new CancellationTokenSource();
        using var deadline = Time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), kill, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.Register(() => deadline.Change(grace, Timeout.InfiniteTimeSpan));

        var errorText = new StringBuilder();
        var isBound = EndsWithHost && HostBound.IsPossible;
        var result = await (isBound ? HostBound.Wrap(executable, arguments, kill.Token) : Cli.Wrap(executable).WithArguments(arguments))
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.Create(read))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => AppendTail(errorText, line)))
            .ExecuteAsync(isBound ? CancellationToken.None : kill.Token, grace > TimeSpan.Zero ? cancellationToken : CancellationToken.None)
            .ConfigureAwait(false);
        if (kill.IsCancellationRequested)
            throw new OperationCanceledException(cancellationToken);

        Progress?.Report(new TerraformProgress.CommandEnded(command, Time.GetElapsedTime(started)));
        return (result.ExitCode, errorText.ToString().Trim());
    }

    private static void AppendTail(StringBuilder text, string line)
    {
        text.AppendLine(AnsiCodes.Remove(line));
        if (text.Length > 8192)
            text.Remove(0, text.Length - 4096);
    }
}
