namespace PrivateInvoke.Plan;

/// <summary>One resource instance as it will be after the apply (or as it is, when read from a state).</summary>
public sealed record PlannedResource
{
    /// <summary><c>module.network.aws_subnet.private["a"]</c></summary>
    public required string Address { get; init; }

    /// <summary><c>aws_subnet</c></summary>
    public required string Type { get; init; }

    /// <summary><c>module.network</c>; empty in the root module.</summary>
    public string Module { get; init; } = "";

    /// <summary>A data source rather than something the plan creates.</summary>
    public bool IsData { get; init; }

    /// <summary>What the configuration or the provider sets.</summary>
    public required PlannedObject Values { get; init; }

    /// <summary>
    /// The values that stand for what AWS will assign (<c>id</c>, <c>arn</c>, <c>default_security_group_id</c> …): the same string
    /// wherever another resource refers to it, so that joins are plain equality.
    /// </summary>
    public IReadOnlyDictionary<string, string> Symbols { get; init; } = new Dictionary<string, string>();

    /// <summary>Names and ARNs of functions that what is not known of its environment is made of: <see cref="Plan.Mentions"/>.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Of what a resource of its own may write too, what the configuration writes: each apply puts it back as it is there.</summary>
    internal IReadOnlyList<string> Written { get; init; } = [];

    public Planned<string> Id => Computed("id");

    public Planned<string> Arn => Computed("arn");

    /// <summary>An attribute that AWS assigns: its value where the plan has it, else the symbol that stands for it.</summary>
    public Planned<string> Computed(string attribute) =>
        Values.Text(attribute) is Planned<string>.Known known ? known
        : Symbols.TryGetValue(attribute, out var symbol) ? symbol
        : Planned<string>.Unknown.Instance;
}
