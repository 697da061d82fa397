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
        Task<string> line;
        lock (gate)
        {
            line = output.ToString().Split('\n').FirstOrDefault(wanted) is { } past ? Task.FromResult(past) : Next(wanted);
        }

        return await SeenAsync(line, cancel);
    }

    /// <summary>As <see cref="LineAsync"/>, of the lines from now on.</summary>
    public Task<string> NextLineAsync(Func<string, bool> wanted, CancellationToken cancel)
    {
        lock (gate)
            return SeenAsync(Next(wanted), cancel);
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

    private Task<string> Next(Func<string, bool> wanted)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        waits.Add((wanted, seen));
        return seen.Task;
    }

    private async Task<string> SeenAsync(Task<string> line, CancellationToken cancel)
    {
        if (await Task.WhenAny(line, readers).WaitAsync(cancel) != line && !line.IsCompleted)
            Assert.Fail($"It ended without the line. It printed:\n{Output}");

        return await line;
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
