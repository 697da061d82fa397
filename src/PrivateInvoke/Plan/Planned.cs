namespace PrivateInvoke.Plan;

/// <summary>
/// An attribute's value as far as a plan tells it. The three cases are what Terraform itself distinguishes, and a rule has to answer
/// for each: a value, nothing (the attribute takes its default), or something that is decided only by an apply.
/// </summary>
public abstract record Planned<T>
{
    private Planned()
    {
    }

    /// <summary>The plan holds the value.</summary>
    public sealed record Known(T Value) : Planned<T>;

    /// <summary>The configuration sets it, to something that only an apply will tell.</summary>
    public sealed record Unknown : Planned<T>
    {
        public static readonly Unknown Instance = new();
    }

    /// <summary>Nothing sets it: it has its provider's default.</summary>
    public sealed record Absent : Planned<T>
    {
        public static readonly Absent Instance = new();
    }

    public static implicit operator Planned<T>(T value) => new Known(value);

    /// <summary>Puts the provider's default where the configuration says nothing; unknown stays unknown.</summary>
    public Planned<T> Or(T absent) => this is Absent ? new Known(absent) : this;

    public Planned<TResult> Select<TResult>(Func<T, TResult> selector) => this switch
    {
        Known known => new Planned<TResult>.Known(selector(known.Value)),
        Unknown => Planned<TResult>.Unknown.Instance,
        _ => Planned<TResult>.Absent.Instance,
    };

    public TResult Match<TResult>(Func<T, TResult> known, Func<TResult> unknown, Func<TResult> absent) => this switch
    {
        Known k => known(k.Value),
        Unknown => unknown(),
        _ => absent(),
    };
}
