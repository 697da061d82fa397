using System.Collections;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>The resources of one family, found by id, alias or address. Immutable: a change gives a new catalog.</summary>
public sealed class Catalog<T> : IReadOnlyList<T>
    where T : CloudResource
{
    public static readonly Catalog<T> Empty = new([]);

    private readonly IReadOnlyList<T> items;
    private readonly Lazy<Dictionary<string, T>> index;

    public Catalog(IEnumerable<T> items)
    {
        this.items = [.. items];
        index = new Lazy<Dictionary<string, T>>(Index);
    }

    public int Count => items.Count;

    public T this[int i] => items[i];

    /// <returns>Null when the id is not known yet, or names something that is not in the plan.</returns>
    public T? Find(Planned<string> id) => id.TryGet(out var known) ? Find(known) : null;

    public T? Find(string idOrAddress) => index.Value.GetValueOrDefault(idOrAddress);

    /// <summary>The same catalog with one resource changed.</summary>
    public Catalog<T> With(T changed) => new(items.Select(item => item.Address == changed.Address ? changed : item));

    public Catalog<T> Without(string address) => new(items.Where(item => item.Address != address));

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, T> Index()
    {
        var found = new Dictionary<string, T>(items.Count * 3, StringComparer.Ordinal);
        foreach (var item in items)
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
