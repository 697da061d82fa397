using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>A real process whose output can be waited for. Ends with the test, and says what it printed when a wait fails.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    /// <summary>Longer than the host gives itself to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _printed = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Seen)> _waits = [];
    private readonly Lock _gate = new();
    private readonly Task _readers;

    private RunningProgram(Process process)
    {
        _process = process;
        _readers = Task.WhenAll(ReadAsync(process.StandardOutput, _printed), ReadAsync(process.StandardError, _errors));
    }

    public int Id => _process.Id;

    /// <summary>Standard output and standard error, in the order they came: between the two it is no order.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
                return _output.ToString();
        }
    }

    /// <summary>Standard output alone, as a pipe gets it.</summary>
    public string Printed
    {
        get
        {
            lock (_gate)
                return _printed.ToString();
        }
    }

    /// <summary>Standard error alone.</summary>
    public string Errors
    {
        get
        {
            lock (_gate)
                return _errors.ToString();
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
        TestRun.Mark(start);

        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>The first line, past or future, that is wanted. Fails with the whole output when the process ends without it.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted, CancellationToken cancel)
    {
        Task<string> line;
        lock (_gate)
        {
            line = _output.ToString().Split('\n').FirstOrDefault(wanted) is { } past ? Task.FromResult(past) : Next(wanted);
        }

        return await SeenAsync(line, cancel);
    }

    /// <summary>As <see cref="LineAsync"/>, of the lines from now on.</summary>
    public Task<string> NextLineAsync(Func<string, bool> wanted, CancellationToken cancel)
    {
        lock (_gate)
            return SeenAsync(Next(wanted), cancel);
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        await _readers.WaitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>A line on its standard input.</summary>
    public void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public void Terminate() => Signal(15);

    public void Kill() => Signal(9);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // Nothing of it writes into a folder that is deleted next.
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private Task<string> Next(Func<string, bool> wanted)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waits.Add((wanted, seen));
        return seen.Task;
    }

    private async Task<string> SeenAsync(Task<string> line, CancellationToken cancel)
    {
        if (await Task.WhenAny(line, _readers).WaitAsync(cancel) != line && !line.IsCompleted)
            Assert.Fail($"It ended without the line. It printed:\n{Output}");

        return await line;
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder alone)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                _output.Append(line).Append('\n');
                alone.Append(line).Append('\n');
                foreach (var (_, seen) in _waits.Where(wait => wait.Wanted(line)))
                    seen.TrySetResult(line);
            }
        }
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited)
            _ = Send(_process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int id, int signal);
}
