using System.Diagnostics;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>A server's address under load.</summary>
internal sealed record LoadTarget(string Name, ServerProcess Server, Uri Address, Func<byte[]> Request)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<LoadResult> LoadAsync(int clients, TimeSpan duration)
    {
        var request = Request();
        var before = await Server.FiguresAsync();
        var start = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => ClientAsync(request, start, duration))));
        var took = Stopwatch.GetElapsedTime(start);
        var after = await Server.FiguresAsync();
        var calls = runs.SelectMany(run => run.Calls).ToArray();
        Array.Sort(calls);
        return new LoadResult(calls, took, runs.Sum(run => run.Errors), after.Allocated - before.Allocated, after.WorkingSet);
    }

    private async Task<(List<double> Calls, int Errors)> ClientAsync(byte[] request, long start, TimeSpan duration)
    {
        var calls = new List<double>(64 * 1024);
        var errors = 0;
        using var patience = new CancellationTokenSource(duration + Patience);
        using var client = new LoadClient();
        try
        {
            await client.ConnectAsync(Address);
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                var sent = Stopwatch.GetTimestamp();
                var status = await client.SendAsync(request, patience.Token);
                calls.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                if (status != 200)
                    errors++;
            }
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            errors++;
        }

        return (calls, errors);
    }
}
