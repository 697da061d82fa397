using PrivateInvoke.Paths;

namespace PrivateInvoke.Fixes;

/// <summary>What would mend a path, proven: the plan was judged with it.</summary>
/// <param name="Path">As it is.</param>
/// <param name="Hop">What is mended: the first hop that blocks, or a warning.</param>
/// <param name="Changes">Empty where no change of this product's does it.</param>
/// <param name="With">As it would be; null without changes.</param>
/// <param name="Why">What the changes leave open, or why there are none; null where nothing is.</param>
internal sealed record Suggestion(InvokePath Path, Hop Hop, IReadOnlyList<Change> Changes, InvokePath? With, string? Why)
{
    /// <summary>A plan does not say which configuration of a provider a resource has; its block does.</summary>
    /// <param name="written">The expression of an address's attribute, or null.</param>
    public Suggestion WithProviders(Func<string, string, string?> written) => this with
    {
        Changes = [.. Changes.Select(change => change is Change.Add add && written(add.Like, "provider") is { } provider ? add with { Provider = provider } : change)],
    };
}
