using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>A real process whose output can be waited for. Ends with the test, and says what it printed when a wait fails.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder printed = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Seen)> waits = [];
    private readonly Lock gate = new();
    private readonly Task readers;

    private RunningProgram(Process process)
    {
        this.process = process;
        readers = Task.WhenAll(ReadAsync(process.StandardOutput, printed), ReadAsync(process.StandardError, null));
    }

    public int Id => process.Id;

    /// <summary>Standard output and standard error, in the order they came.</summary>
    public string Output
    {
        get
        {
            lock (gate)
                return output.ToString();
        }
    }

    /// <summary>Standard output alone, as a pipe gets it.</summary>
    public string Printed
    {
        get
        {
            lock (gate)
                return printed.ToString();
        }
    }

    public static RunningProgram Start(
        string fileName, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>The first line, past or future, that is wanted. Fails with the whole output when the process ends without it.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted, CancellationToken cancel)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (output.ToString().Split('\n').FirstOrDefault(wanted) is { } line)
                return line;

            waits.Add((wanted, seen));
        }

        if (await Task.WhenAny(seen.Task, readers).WaitAsync(cancel) != seen.Task && !seen.Task.IsCompleted)
            Assert.Fail($"It ended without the line. It printed:\n{Output}");

        return await seen.Task;
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        await readers.WaitAsync(cancel);
        return process.ExitCode;
    }

    public void Terminate() => Signal(15);

    public void Kill() => Signal(9);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Terminate();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder? alone)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                output.Append(line).Append('\n');
                alone?.Append(line).Append('\n');
                foreach (var (_, seen) in waits.Where(wait => wait.Wanted(line)))
                    seen.TrySetResult(line);
            }
        }
    }

    private void Signal(int signal)
    {
        if (!process.HasExited)
            _ = Send(process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int id, int signal);
}
