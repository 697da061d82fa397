using PrivateInvoke.Cloud;
using PrivateInvoke.Paths.Rules;

namespace PrivateInvoke.Paths;

/// <summary>Finds functions that invoke each other in a circle, which no path shows by itself.</summary>
internal static class Loops
{
    public static IReadOnlyList<InvokePath> Mark(CloudModel model, IReadOnlyList<InvokePath> paths)
    {
        // An invoke that does not arrive does not come round either.
        var calls = paths.Where(path => path.Verdict is not Verdict.Blocked && path.Callee.Address is not null).ToLookup(path => path.Caller.Address!, path => path.Callee.Address!);
        return [.. paths.Select(path => path is { Verdict: not Verdict.Blocked, Caller.Address: { } caller, Callee.Address: { } callee } && caller != callee && Reaches(calls, callee, caller)
            ? With(model, path, caller, callee)
            : path)];
    }

    private static InvokePath With(CloudModel model, InvokePath path, string caller, string callee)
    {
        var call = ApiCall.Of(model, model.Functions.Find(caller)!, null, path.Service);
        return path with { Hops = [.. path.Hops, RecursionRule.Loop(call, callee)] };
    }

    // Longer circles than Lambda counts invokes are not cut.
    private static bool Reaches(ILookup<string, string> calls, string from, string to)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var at) && seen.Count < 64)
        {
            if (at == to)
                return true;
            if (!seen.Add(at))
                continue;
            foreach (var next in calls[at])
                open.Push(next);
        }

        return false;
    }
}
