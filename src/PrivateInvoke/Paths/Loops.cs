using PrivateInvoke.Cloud;
using PrivateInvoke.Paths.Rules;

namespace PrivateInvoke.Paths;

/// <summary>Finds functions that invoke each other in a circle, which no path shows by itself.</summary>
internal static class Loops
{
    public static IReadOnlyList<InvokePath> Mark(CloudModel model, IReadOnlyList<(InvokePath Path, bool IsNamed)> paths)
    {
        // An invoke that does not arrive does not come round either, and who may invoke every function need not invoke this one.
        var calls = paths.Where(one => one.IsNamed && one.Path.Verdict is not Verdict.Blocked && one.Path.Callee.Address is not null)
            .ToLookup(one => one.Path.Caller.Address!, one => one.Path.Callee.Address!);
        return
        [
            .. paths.Select(one => one is { IsNamed: true, Path: { Verdict: not Verdict.Blocked, Caller.Address: { } caller, Callee.Address: { } callee } }
                && caller != callee && Reaches(calls, callee, caller)
                ? With(model, one.Path, caller, callee)
                : one.Path),
        ];
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
