namespace PrivateInvoke.Plan.InlineCopies;

/// <summary>Takes out of a plan or state what is told twice in it, so that every resource speaks for itself alone.</summary>
internal static class InlineCopyRemoval
{
    /// <summary>
    /// What the apply changes or deletes is told of as it was; so is, in a state, what has changed since the one that tells was last read.
    /// What the configuration sets is no copy.
    /// </summary>
    /// <param name="former">What the apply changes or deletes, as it is before.</param>
    public static IReadOnlyDictionary<string, RawResource> From(
        Dictionary<string, RawResource> resources, IReadOnlyList<RawResource> former, Configured configured)
    {
        RawResource[] toldOf = [.. former, .. resources.Values.Where(resource => !resource.IsData && InlineCopy.All.Contains(resource.Type))];
        if (toldOf.Length == 0)
            return resources;

        var tellers = resources.Values.Where(resource => !resource.IsData)
            .SelectMany(resource => Names(resource).Select(name => (Key: (resource.Type, name), resource.Address)))
            .ToLookup(pair => pair.Key, pair => pair.Address);
        foreach (var one in toldOf)
        {
            foreach (var copy in InlineCopy.All[one.Type])
            {
                foreach (var address in Named(one, copy.Names).SelectMany(name => tellers[(copy.In, name)]).Distinct())
                {
                    var teller = resources[address];
                    if (configured.ExpressionOf(teller, copy.Attribute) is not Expression.Present)
                        resources[address] = teller with { Values = With(teller.Values, copy.Attribute, copy.Without(teller.Values[copy.Attribute], one.Values)) };
                }
            }
        }

        return resources;
    }

    private static IEnumerable<string> Names(RawResource resource) =>
        new[] { resource.Values.Known("id"), resource.Values.Known("name") }.OfType<string>().Distinct();

    private static IEnumerable<string> Named(RawResource one, string attribute) =>
        one.Values[attribute] is PlannedValue.List { Items: var items } ? items.OfType<PlannedValue.Text>().Select(item => item.Value)
        : one.Values.Known(attribute) is { } name ? [name] : [];

    private static PlannedObject With(PlannedObject values, string attribute, PlannedValue value) =>
        new(new Dictionary<string, PlannedValue>(values.Attributes) { [attribute] = value });
}
