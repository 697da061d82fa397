namespace PrivateInvoke.Benchmarks.Load;

/// <summary>
/// The whole table in one run: each address is loaded in turn, round after round, so that what else the machine does meets all of them
/// alike.
/// </summary>
internal sealed class LoadRun(int rounds, TimeSpan duration)
{
    private static readonly int[] Clients = [1, 8, 64];

    public async Task PrintAsync()
    {
        foreach (var aot in new[] { true, false })
        {
            var kind = aot ? "AOT" : "JIT";
            var (program, whyNot) = await PublishedFunction.PublishAsync(aot);
            if (program is null)
            {
                Console.WriteLine($"No {kind} function: {whyNot}");
                continue;
            }

            Console.WriteLine($"\n## {kind} function\n");
            await PrintAsync(program);
        }
    }

    private async Task PrintAsync(string program)
    {
        await using var echo = await ServerProcess.StartAsync("echo");
        await using var smallest = await ServerProcess.StartAsync("smallest");
        using var function = Beside.Start(program, smallest.Addresses.Bare!);
        await using var embedded = await ServerProcess.StartAsync("embedded", program);
        var (lambda, endpoint, door) = (embedded.Addresses.Lambda!, embedded.Addresses.Endpoint!, embedded.Addresses.FrontDoor!);
        LoadTarget[] targets =
        [
            new("Kestrel echo, no function", echo, echo.Addresses.Bare!, () => SignedInvoke.To(echo.Addresses.Bare!)),
            new("smallest Runtime API", smallest, smallest.Addresses.Bare!, () => SignedInvoke.To(smallest.Addresses.Bare!)),
            new("Lambda API", embedded, lambda, () => SignedInvoke.To(lambda)),
            new("interface endpoint", embedded, endpoint, () => SignedInvoke.To(endpoint)),
            new("front door", embedded, door, () => SignedInvoke.Post(door, "/quotes")),
        ];
        await LoadTable.PrintAsync(targets, await MeasureAsync(targets), Clients);

        var slow = new LoadTarget("slow", embedded, lambda, () => SignedInvoke.To(lambda, "slow"));
        await slow.LoadAsync(clients: 64, duration);
        var one = await slow.LoadAsync(clients: 1, duration);
        var many = await slow.LoadAsync(clients: 64, duration);
        Console.WriteLine(
            $"\nA function that takes 20 ms: {one.PerSecond:N0} calls/s at 1 client, {many.PerSecond:N0} at 64, {many.Errors} errors.");
        Console.WriteLine(
            $"Cold start: {await ColdStart.OfEmbeddedAsync(lambda):0} ms; behind the smallest Runtime API {await ColdStart.OfSmallestAsync(program):0} ms.");
    }

    private async Task<Dictionary<(LoadTarget, int), List<LoadResult>>> MeasureAsync(LoadTarget[] targets)
    {
        var results = new Dictionary<(LoadTarget, int), List<LoadResult>>();
        foreach (var target in targets)
        {
            // Servers and functions compile while they run: what they do at first is nobody's figure.
            await target.LoadAsync(clients: 8, duration);
            await target.LoadAsync(clients: 64, duration);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var clients in Clients)
            {
                foreach (var target in targets)
                {
                    if (!results.TryGetValue((target, clients), out var list))
                        results[(target, clients)] = list = [];
                    list.Add(await target.LoadAsync(clients, duration));
                }
            }
        }

        return results;
    }
}
