using System.Diagnostics;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Benchmarks;

/// <summary>Reading a plan, making its model and judging every path that it gives evidence of: the best of several rounds.</summary>
internal sealed record Measurement
{
    public required int Resources { get; init; }

    public required int Paths { get; init; }

    public required long Bytes { get; init; }

    public required TimeSpan Read { get; init; }

    public required TimeSpan Model { get; init; }

    public required TimeSpan Find { get; init; }

    /// <summary>One path again, without one rule of its caller's group.</summary>
    public required TimeSpan WhatIf { get; init; }

    /// <summary>What the plan, the model and the paths keep alive together.</summary>
    public required long Retained { get; init; }

    /// <summary>The process's highest working set so far.</summary>
    public required long Peak { get; init; }

    public TimeSpan Total => Read + Model + Find;

    public static async Task<Measurement> OfAsync(Func<Stream> open, int rounds)
    {
        Measurement? best = null;
        for (var round = 0; round < rounds; round++)
        {
            var one = await OnceAsync(open);
            var retained = Math.Max(one.Retained, best?.Retained ?? 0);
            best = (best is null || one.Total < best.Total ? one : best) with { Peak = one.Peak, Retained = retained };
        }

        return best!;
    }

    private static async Task<Measurement> OnceAsync(Func<Stream> open)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var stream = open();
        var start = Stopwatch.GetTimestamp();
        var plan = await PlanReader.ReadAsync(stream, "generated", CancellationToken.None);
        var read = Stopwatch.GetTimestamp();
        var model = CloudModel.Read(plan);
        var modeled = Stopwatch.GetTimestamp();
        var paths = PathFinder.Find(model);
        var found = Stopwatch.GetTimestamp();
        if (paths.Count == 0 || paths.Any(path => path.Verdict is not Verdict.Reachable))
            throw new InvalidOperationException($"The generated plan has a path that is {paths.FirstOrDefault()?.Verdict}: it measures something else.");

        var measurement = new Measurement
        {
            Resources = plan.Resources.Count,
            Paths = paths.Count,
            Bytes = stream.Length,
            Read = Stopwatch.GetElapsedTime(start, read),
            Model = Stopwatch.GetElapsedTime(read, modeled),
            Find = Stopwatch.GetElapsedTime(modeled, found),
            WhatIf = WhatIfOf(model),
            Retained = GC.GetTotalMemory(forceFullCollection: true) - before,
            Peak = PeakWorkingSet(),
        };
        GC.KeepAlive((plan, model, paths));
        return measurement;
    }

    /// <summary>The median of a hundred.</summary>
    private static TimeSpan WhatIfOf(CloudModel model)
    {
        var times = new TimeSpan[100];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var changed = model.Without("aws_vpc_security_group_egress_rule.caller[0]");
            var path = PathJudge.Judge(changed, changed.Functions.Find("aws_lambda_function.caller[0]")!, changed.Functions.Find("aws_lambda_function.callee[0]")!);
            times[i] = Stopwatch.GetElapsedTime(start);
            if (path.Verdict is not Verdict.Blocked)
                throw new InvalidOperationException($"A caller without egress is {path.Verdict}: this measures something else.");
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static long PeakWorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
