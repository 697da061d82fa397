using System.Collections.Concurrent;
using System.Diagnostics;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// The one thread that starts processes. Linux sends the parent-death signal when the <em>thread</em> that forked ends, so this one
/// lives as long as the host does; a pool thread would take the functions with it at a moment of its own.
/// </summary>
internal sealed class SpawnThread : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Done)> _work = [];

    public SpawnThread() => new Thread(Run) { IsBackground = true, Name = "function processes" }.Start();

    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add((start, done));
        return done.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var (start, done) in _work.GetConsumingEnumerable())
        {
            try
            {
                done.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }
}
