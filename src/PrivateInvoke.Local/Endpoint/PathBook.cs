using System.Collections.Frozen;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Local.Endpoint;

/// <summary>An unchanging snapshot of the invoke paths, found by the functions' names or, where a plan does not know them, addresses.</summary>
internal sealed class PathBook
{
    private readonly FrozenDictionary<(string, string), InvokePath> _byEnds;

    public PathBook(string caller, IReadOnlyList<InvokePath> paths)
    {
        var byEnds = new Dictionary<(string, string), InvokePath>();
        foreach (var path in paths)
        {
            foreach (var from in Names(path.Caller))
            {
                foreach (var to in Names(path.Callee))
                    byEnds.TryAdd((from, to), path);
            }
        }

        _byEnds = byEnds.ToFrozenDictionary();
        OfCaller = [.. paths.Where(path => Names(path.Caller).Contains(caller))];
    }

    public IReadOnlyList<InvokePath> OfCaller { get; }

    /// <summary>
    /// No packet of the caller arrives, whomever it calls. One path that gets through, or may, keeps the door open, since until a
    /// request names its callee all look the same.
    /// </summary>
    public bool NothingArrives => OfCaller.Count > 0 && OfCaller.All(path => DroppedAt(path) is not null);

    public InvokePath? Find(string caller, string callee) => _byEnds.GetValueOrDefault((caller, callee));

    /// <summary>The first hop at which the packets are lost, if there is one: then nobody is there to refuse anything.</summary>
    public static Hop? DroppedAt(InvokePath path) =>
        path.Blockers.FirstOrDefault(hop => hop.Kind.WhenBlocked() is CallerSees.Hang or CallerSees.ApplyFails);

    private static IEnumerable<string> Names(PathEnd end) =>
        end.Address is null || end.Address == end.Name || end.Qualifier is not null ? [end.Name] : [end.Name, end.Address];
}
