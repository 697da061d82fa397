using System.Collections.Concurrent;
using System.Diagnostics;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.UnitTests.Lambda;

namespace PrivateInvoke.Benchmarks.Storm;

/// <summary>
/// Invokes of functions that cannot start, die, hang, hang up or write garbage. Each invoke has to end within its deadline, and when the
/// host has ended nothing of it may be left.
/// </summary>
internal sealed class StormRun(int invokes)
{
    private const int Clients = 64;

    private static readonly TimeSpan Init = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Function = TimeSpan.FromMilliseconds(500);

    public async Task PrintAsync()
    {
        var folder = Directory.CreateTempSubdirectory("private-invoke-storm-").FullName;
        var slowest = new ConcurrentDictionary<string, TimeSpan>();
        var outcomes = new ConcurrentDictionary<string, int>();
        ProcessCounts before;
        Stopwatch watch;
        try
        {
            // The runtime keeps each assembly that it loads open.
            await StormAsync(folder, BrokenFunctions.Names.Count(), (_, _, _) => { });
            before = ProcessCounts.Now();
            watch = Stopwatch.StartNew();
            await StormAsync(folder, invokes, (name, elapsed, outcome) =>
            {
                slowest.AddOrUpdate(name, elapsed, (_, most) => elapsed > most ? elapsed : most);
                outcomes.AddOrUpdate($"{name}: {outcome}", 1, (_, count) => count + 1);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine($"before    {before}");
        Console.WriteLine($"after     {ProcessCounts.Now()}");
        Console.WriteLine($"{invokes:N0} invokes, {Clients} at a time, in {watch.Elapsed.TotalSeconds:0} s");
        Console.WriteLine();
        Console.WriteLine($"Init {Init.TotalMilliseconds:0} ms, function {Function.TotalMilliseconds:0} ms.");
        Console.WriteLine();
        Console.WriteLine("| function | slowest ms | outcomes |");
        Console.WriteLine("| --- | ---: | --- |");
        foreach (var (name, most) in slowest.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var ends = outcomes.Where(pair => pair.Key.StartsWith($"{name}: ", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Value} × {pair.Key[(name.Length + 2)..]}");
            Console.WriteLine($"| {name} | {most.TotalMilliseconds:N0} | {string.Join(", ", ends)} |");
        }
    }

    private static async Task StormAsync(string folder, int invokes, Action<string, TimeSpan, string> ended)
    {
        await using var host = await LambdaHost.StartAsync(
            new LambdaOptions { Functions = BrokenFunctions.Write(folder, Function), InitTimeout = Init });
        var names = BrokenFunctions.Names.ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, invokes), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, _) =>
        {
            var name = names[i % names.Count];
            var started = Stopwatch.GetTimestamp();
            var outcome = await host.InvokeAsync(name, new InvokeRequest { Payload = "{}"u8.ToArray() });
            ended(name, Stopwatch.GetElapsedTime(started), outcome is InvokeOutcome.Failed failed ? $"{failed.Fault}" : outcome.GetType().Name);
        });
    }
}
