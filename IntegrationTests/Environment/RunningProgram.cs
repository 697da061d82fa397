using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>A real process whose output can be waited for. Ends with the test, and says what it printed when a wait fails.</summary>
internal sealed partial class RunningProgram : IRunning
{
    /// <summary>Longer than the host gives itself to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly SeenLines _lines = new();
    private readonly StringBuilder _printed = new();
    private readonly StringBuilder _errors = new();
    private readonly Lock _gate = new();
    private readonly Task _readers;

    private RunningProgram(Process process)
    {
        _process = process;
        _readers = Task.WhenAll(ReadAsync(process.StandardOutput, _printed), ReadAsync(process.StandardError, _errors));
    }

    public int Id => _process.Id;

    public string Output => _lines.Text;

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

        return new RunningProgram(Process.Start(start)!);
    }

    public Task<string> LineAsync(Func<string, bool> wanted, CancellationToken cancel) => _lines.LineAsync(wanted, _readers, cancel);

    public Task<string> NextLineAsync(Func<string, bool> wanted, CancellationToken cancel) => _lines.NextLineAsync(wanted, _readers, cancel);

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

    private async Task ReadAsync(StreamReader reader, StringBuilder alone)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_gate)
                alone.Append(line).Append('\n');
            _lines.Add(line);
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
