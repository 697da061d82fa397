using System.Collections;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>The resources of one family, found by id, alias or address. Immutable: a change gives a new catalog.</summary>
public sealed class Catalog<T> : IReadOnlyList<T>
    where T : CloudResource
{
    public static readonly Catalog<T> Empty = new([]);

    private readonly IReadOnlyList<T> _items;
    private readonly Lazy<Dictionary<string, T>> _index;

    // By address, what stands in the place of what the index finds.
    private readonly Dictionary<string, T>? _replaced;

    public Catalog(IEnumerable<T> items)
    {
        _items = [.. items];
        _index = new Lazy<Dictionary<string, T>>(Index);
    }

    private Catalog(IReadOnlyList<T> items, Lazy<Dictionary<string, T>> index, Dictionary<string, T> replaced) =>
        (_items, _index, _replaced) = (items, index, replaced);

    public int Count => _items.Count;

    public T this[int i] => _items[i];

    /// <returns>Null when the id is not known yet, or names something that is not in the plan.</returns>
    public T? Find(Planned<string> id) => id.TryGet(out var known) ? Find(known) : null;

    public T? Find(string idOrAddress)
    {
        var found = _index.Value.GetValueOrDefault(idOrAddress);
        return found is not null && _replaced?.TryGetValue(found.Address, out var now) == true ? now : found;
    }

    /// <summary>The same catalog with one resource changed.</summary>
    public Catalog<T> With(T changed) => Change(item => item.Address == changed.Address ? changed : item);

    public Catalog<T> Without(string address) => Change(item => item.Address == address ? null : item);

    /// <param name="change">Another resource of the same address, the same one, or null to take it out.</param>
    /// <returns>The same catalog where nothing changes; with the same index where only what is behind a name does.</returns>
    internal Catalog<T> Change(Func<T, T?> change)
    {
        Dictionary<string, T>? replaced = null;
        var anew = false;
        var kept = new List<T>(_items.Count);
        foreach (var item in _items)
        {
            var now = change(item);
            if (now is not null)
                kept.Add(now);
            if (ReferenceEquals(now, item))
                continue;

            anew |= now is null || now.Id != item.Id || !now.Aliases.SequenceEqual(item.Aliases);
            if (now is not null)
                (replaced ??= _replaced is null ? [] : new(_replaced))[now.Address] = now;
        }

        return anew ? new Catalog<T>(kept) : replaced is null ? this : new Catalog<T>(kept, _index, replaced);
    }

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, T> Index()
    {
        var found = new Dictionary<string, T>(_items.Count * 3, StringComparer.Ordinal);
        foreach (var item in _items)
        {
            found.TryAdd(item.Address, item);
            if (item.Id.TryGet(out var id))
                found.TryAdd(id, item);
            foreach (var alias in item.Aliases)
                found.TryAdd(alias, item);
        }

        return found;
    }
}
