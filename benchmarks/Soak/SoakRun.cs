using System.Collections.Concurrent;
using System.Diagnostics;
using PrivateInvoke.Benchmarks.Load;
using PrivateInvoke.Benchmarks.Storm;

namespace PrivateInvoke.Benchmarks.Soak;

/// <summary>
/// Invokes at 64 clients through the interface endpoint, while the plan changes every ten seconds and functions are killed at random. No
/// answer may be one that AWS would not give, the memory has to stay, and nothing may be left.
/// </summary>
internal sealed class SoakRun(TimeSpan duration)
{
    private const int Clients = 64;

    private static readonly TimeSpan KillEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>A signature is good for five minutes.</summary>
    private static readonly TimeSpan SignEvery = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, long> _answers = new();
    private readonly List<(TimeSpan At, ProcessCounts Counts)> _looks = [];
    private int _kills;

    public async Task PrintAsync()
    {
        var (program, whyNot) = await PublishedFunction.PublishAsync(aot: false);
        if (program is null)
        {
            Console.WriteLine($"No function: {whyNot}");
            return;
        }

        int server;
        await using (var serving = await ServerProcess.StartAsync("soak", program))
        {
            server = serving.Id;
            using var over = new CancellationTokenSource(duration);
            await Task.WhenAll([KillAsync(server, over.Token), LookAsync(server, over.Token), .. Enumerable.Range(0, Clients).Select(_ => InvokeAsync(serving.Addresses, over.Token))]);
            Console.WriteLine($"at the end {ProcessCounts.Of(server)}");
        }

        Console.WriteLine($"left: {Left(program)} processes of the function, server {(Directory.Exists($"/proc/{server}") ? "still there" : "gone")}");
        Print();
    }

    private async Task InvokeAsync(ServerAddresses server, CancellationToken over)
    {
        LoadClient? client = null;
        var (request, signed) = (Array.Empty<byte>(), 0L);
        while (!over.IsCancellationRequested)
        {
            try
            {
                if (client is null)
                    await (client = new LoadClient()).ConnectAsync(server.Endpoint!);
                if (signed == 0 || Stopwatch.GetElapsedTime(signed) > SignEvery)
                    (request, signed) = (SignedInvoke.To(server.Endpoint!, "callee-0", server.Credentials), Stopwatch.GetTimestamp());
                Count($"{await client.SendAsync(request, over)}");
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
            {
                Count(e.GetType().Name);
                client?.Dispose();
                client = null;
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        client?.Dispose();
    }

    private async Task KillAsync(int server, CancellationToken over)
    {
        using var timer = new PeriodicTimer(KillEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                // Not the shell that ends them all with the host.
                var functions = ProcessCounts.ChildrenOf(server).Where(IsFunction).ToArray();
                if (functions.Length == 0)
                    continue;

                using var one = Process.GetProcessById(functions[Random.Shared.Next(functions.Length)]);
                one.Kill();
                _kills++;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            // It is over, or the function was faster.
            if (!over.IsCancellationRequested)
                await KillAsync(server, over);
        }
    }

    private static bool IsFunction(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains("bootstrap", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has just ended.
            return false;
        }
    }

    private static int Left(string program) => Directory.EnumerateDirectories("/proc")
        .Count(folder => int.TryParse(Path.GetFileName(folder), out var process) && IsFunction(process) && File.ReadAllText($"{folder}/cmdline").Contains(program, StringComparison.Ordinal));

    private async Task LookAsync(int server, CancellationToken over)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
                _looks.Add((Stopwatch.GetElapsedTime(started), ProcessCounts.Of(server)));
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private void Count(string answer) => _answers.AddOrUpdate(answer, 1, (_, count) => count + 1);

    private void Print()
    {
        Console.WriteLine($"{duration.TotalMinutes:0.#} minutes, {Clients} clients, a plan change every 10 s, {_kills} functions killed");
        Console.WriteLine();
        Console.WriteLine("| answer | times |");
        Console.WriteLine("| --- | ---: |");
        foreach (var (answer, times) in _answers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Console.WriteLine($"| {answer} | {times:N0} |");

        Console.WriteLine();
        Console.WriteLine("| third of the time | server MB (least, most) | descriptors (least, most) | processes (least, most) |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        for (var third = 0; third < 3; third++)
        {
            var looks = _looks.Where(look => (int)Math.Min(2, look.At / duration * 3) == third).Select(look => look.Counts).ToList();
            if (looks.Count > 0)
            {
                Console.WriteLine(
                    $"| {third + 1} | {looks.Min(look => look.Bytes) >> 20}, {looks.Max(look => look.Bytes) >> 20} | {looks.Min(look => look.Descriptors)}, {looks.Max(look => look.Descriptors)} | {looks.Min(look => look.Children)}, {looks.Max(look => look.Children)} |");
            }
        }
    }
}
