namespace PrivateInvoke.Plan;

/// <summary>A Terraform value with its unknowns in place, at any depth.</summary>
public abstract record PlannedValue
{
    private PlannedValue()
    {
    }

    /// <summary>Null, or unknown with nothing in the configuration that sets it: the default holds.</summary>
    public sealed record Absent : PlannedValue
    {
        public static readonly Absent Instance = new();
    }

    /// <summary>Known after apply, or sensitive: then it is known, and withheld.</summary>
    public sealed record Unknown : PlannedValue
    {
        public static readonly Unknown Instance = new();

        public static readonly Unknown Sensitive = new() { IsSensitive = true };

        public bool IsSensitive { get; private init; }
    }

    public sealed record Text(string Value) : PlannedValue;

    public sealed record Number(decimal Value) : PlannedValue;

    public sealed record Flag(bool Value) : PlannedValue
    {
        public static readonly Flag True = new(true);
        public static readonly Flag False = new(false);

        public static Flag Of(bool value) => value ? True : False;
    }

    /// <summary>A list, set or tuple.</summary>
    public sealed record List(IReadOnlyList<PlannedValue> Items) : PlannedValue;

    /// <summary>A map, an object or a nested block.</summary>
    public sealed record Object(PlannedObject Value) : PlannedValue;
}
