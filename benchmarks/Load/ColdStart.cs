using System.Diagnostics;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>From an invoke that finds no process to its answer, in milliseconds: the median of several.</summary>
internal static class ColdStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Behind the embedded Lambda: each function's first invoke.</summary>
    public static async Task<double> OfEmbeddedAsync(Uri lambda)
    {
        var times = new List<double>();
        using var client = new LoadClient();
        await client.ConnectAsync(lambda);
        for (var i = 0; i < Serving.ColdStarts; i++)
            times.Add(await TimeAsync(client, SignedInvoke.To(lambda, $"cold-{i}")));

        return Median(times);
    }

    /// <summary>Behind the smallest Runtime API, which starts nothing: the process is started beside the invoke.</summary>
    public static async Task<double> OfSmallestAsync(string program)
    {
        await using var server = await ServerProcess.StartAsync("cold");
        var times = new List<double>();
        foreach (var address in server.Addresses.Cold)
        {
            using var client = new LoadClient();
            await client.ConnectAsync(address);
            var started = Stopwatch.GetTimestamp();
            using var function = Beside.Start(program, address);
            await TimeAsync(client, SignedInvoke.To(address));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Median(times);
    }

    private static async Task<double> TimeAsync(LoadClient client, byte[] request)
    {
        using var patience = new CancellationTokenSource(Patience);
        var sent = Stopwatch.GetTimestamp();
        if (await client.SendAsync(request, patience.Token) is not 200 and var status)
            throw new InvalidOperationException($"A cold invoke was answered with {status}.");

        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }

    // The first ones compile the server.
    private static double Median(List<double> times) => times.Skip(3).Order().ElementAt((times.Count - 3) / 2);
}
