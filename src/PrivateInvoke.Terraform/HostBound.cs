using CliWrap;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Starts a program that ends with this process, however this process ends, and takes all with it that it has started: providers have
/// no other way to notice. The system closes the pipe that this process holds, and a shell that reads it ends the program's session and
/// removes the folder of its sockets. Whoever holds that folder (<see cref="OwnSession.Of"/>) is waited for.
/// </summary>
internal static class HostBound
{
    /// <summary>The program takes the shell's place, so that its process is the session's first. Temporary files are the program's own.</summary>
    private const string Script = """
        exec 3<&0
        t=$(mktemp -d) && export TMPDIR="$t"
        (while read -r _; do :; done; flock "$t" true; rm -rf "$t"; kill -s KILL -- -$$) <&3 3<&- >/dev/null 2>&1 &
        exec "$@" </dev/null 3<&-
        """;

    /// <summary>Only a session of its own can be ended as a whole.</summary>
    public static bool IsPossible => OwnSession.IsPossible && OwnSession.IsApart;

    /// <param name="end">Ends it, and all that it has started.</param>
    /// <param name="isQuiet">Nobody reads its errors: where this process is killed and somebody holds the program, the next one would end it.</param>
    public static Command Wrap(string executable, IEnumerable<string> arguments, CancellationToken end, bool isQuiet = false)
    {
        var (program, before) = OwnSession.Shell(isQuiet ? $"{Script} 2>/dev/null" : Script);
        return Cli.Wrap(program)
            .WithArguments([.. before, executable, .. arguments])
            .WithStandardInputPipe(PipeSource.Create((_, ended) => OpenAsync(end, ended)));
    }

    /// <summary>Returns when the program is to end, or has ended: then the pipe is closed.</summary>
    private static async Task OpenAsync(CancellationToken end, CancellationToken ended)
    {
        var closed = new TaskCompletionSource();
        await using var told = end.Register(() => closed.TrySetResult()).ConfigureAwait(false);
        await closed.Task.WaitAsync(ended).ConfigureAwait(false);
    }
}
