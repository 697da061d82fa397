namespace PrivateInvoke.Plan.Echoes;

/// <summary>Resources as they are before the apply, where it changes or deletes them and others tell of them.</summary>
internal static class Former
{
    /// <summary>The resources without what they tell of others that will not be so any more. What the configuration sets is no echo.</summary>
    public static IReadOnlyDictionary<string, RawResource> Silence(
        Dictionary<string, RawResource> resources, IReadOnlyList<RawResource> former, Configured configured)
    {
        if (former.Count == 0)
            return resources;

        var tellers = resources.Values.Where(resource => !resource.IsData)
            .SelectMany(resource => Names(resource).Select(name => (Key: (resource.Type, name), resource.Address)))
            .ToLookup(pair => pair.Key, pair => pair.Address);
        foreach (var gone in former)
        {
            foreach (var echo in Echo.All[gone.Type])
            {
                foreach (var address in Named(gone, echo.Names).SelectMany(name => tellers[(echo.In, name)]).Distinct())
                {
                    var teller = resources[address];
                    if (configured.ExpressionOf(teller, echo.Attribute) is not Expression.Present)
                        resources[address] = teller with { Values = With(teller.Values, echo.Attribute, echo.Without(teller.Values[echo.Attribute], gone.Values)) };
                }
            }
        }

        return resources;
    }

    private static IEnumerable<string> Names(RawResource resource) =>
        new[] { resource.Values.Known("id"), resource.Values.Known("name") }.OfType<string>().Distinct();

    private static IEnumerable<string> Named(RawResource gone, string attribute) =>
        gone.Values[attribute] is PlannedValue.List { Items: var items } ? items.OfType<PlannedValue.Text>().Select(item => item.Value)
        : gone.Values.Known(attribute) is { } name ? [name] : [];

    private static PlannedObject With(PlannedObject values, string attribute, PlannedValue value) =>
        new(new Dictionary<string, PlannedValue>(values.Attributes) { [attribute] = value });
}
