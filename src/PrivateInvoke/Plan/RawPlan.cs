namespace PrivateInvoke.Plan;

/// <summary>A plan or state as it is written, before what is unknown is told apart.</summary>
internal sealed record RawPlan
{
    /// <summary>By address. What the plan only deletes or forgets is not in it.</summary>
    public required IReadOnlyDictionary<string, RawResource> Resources { get; init; }

    public IReadOnlyDictionary<string, PlannedValue> Outputs { get; init; } = new Dictionary<string, PlannedValue>();

    public Configured Configured { get; init; } = Configured.None;

    /// <summary>Known region by provider configuration: <c>aws</c>, <c>aws.west</c>.</summary>
    public IReadOnlyDictionary<string, string> Regions { get; init; } = new Dictionary<string, string>();

    /// <summary>Its own, which provider 6 gives each resource, then its provider's.</summary>
    public string? RegionOf(RawResource resource) => resource.Values["region"] is PlannedValue.Text { Value: { Length: > 0 } own } ? own :
        Regions.GetValueOrDefault(Configured.ProviderOf(resource)) ?? Regions.GetValueOrDefault("aws");
}

internal sealed record RawResource
{
    public required string Address { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public string Module { get; init; } = "";

    public bool IsData { get; init; }

    /// <summary><see cref="PlannedValue.Unknown"/> is whatever an apply tells, also where nothing sets it.</summary>
    public required PlannedObject Values { get; init; }
}
