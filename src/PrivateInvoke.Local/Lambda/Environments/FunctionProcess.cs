using System.ComponentModel;
using System.Diagnostics;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>A started process with all that hangs on it: its log, its memory, and that it ends when it has to.</summary>
internal sealed class FunctionProcess
{
    private readonly Process _process;
    private readonly int _id;
    private readonly string _mark;
    private readonly DeathWatch _watch;
    private MemoryWatch? _limit;
    private readonly ProcessOutput _output;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProcessMemory _memory;

    private FunctionProcess(Process process, string mark, DeathWatch watch, Action<string> line)
    {
        _process = process;
        _id = process.Id;
        _mark = mark;
        _watch = watch;
        watch.Add(_id, mark);
        process.StandardInput.Close();
        _memory = new ProcessMemory(process);
        _output = ProcessOutput.Read(process, line);
        process.Exited += (_, _) => _exited.TrySetResult(process.ExitCode);
        process.EnableRaisingEvents = true;
    }

    public int Id => _id;

    /// <summary>With its exit code.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>After <see cref="CleanUp"/>.</summary>
    public Task Gone => _gone.Task;

    /// <param name="mark">A text in its environment that no other environment has.</param>
    /// <param name="line">Takes each line that it writes.</param>
    /// <exception cref="Exception">The system does not start it, or has no thread or descriptor left to read what it writes.</exception>
    public static async Task<FunctionProcess> StartAsync(
        EnvironmentFactory factory, ProcessStartInfo start, string mark, Action<string> line)
    {
        var process = await factory.Spawner.StartAsync(start);
        try
        {
            return new FunctionProcess(process, mark, factory.Watch, line);
        }
        catch
        {
            // Nobody else knows of it.
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Takes over what it has written up to now.</summary>
    public void Drain() => _output.Drain();

    public bool IsDebugged => Debugged.Is(_id);

    /// <param name="megabytes">Over them, the process is killed.</param>
    /// <param name="over">Told before, with the bytes that are in use.</param>
    public void LimitMemory(MemoryWatch watch, int megabytes, Action<long> over)
    {
        _limit = watch;
        watch.Add(_id, megabytes * 1024L * 1024L, used =>
        {
            _memory.Saw(used);
            over(used);
            Kill();
        });
    }

    public long PeakMemory(TimeProvider time) => _memory.Peak(time);

    public void Kill()
    {
        if (_exited.Task.IsCompleted)
            return;

        try
        {
            // On Linux what it started is found by its environment, also when the function itself is gone; see CleanUp.
            _process.Kill(entireProcessTree: !OperatingSystem.IsLinux());
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Once it has exited. What it started ends with it, as in Lambda, where the whole machine would.</summary>
    public void CleanUp()
    {
        try
        {
            Leftovers.Kill(_mark);
            _watch.Remove(_id, _mark);
            _limit?.Remove(_id);
            RuntimeFiles.Remove(_id);
            _process.Dispose();
        }
        finally
        {
            // Whoever ends the host waits for it.
            _gone.TrySetResult();
        }
    }
}
