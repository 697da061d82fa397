namespace PrivateInvoke.Iam;

/// <summary>What is known of one request: its condition keys. A key nobody set is not known, rather than missing.</summary>
internal sealed class RequestContext
{
    private readonly Dictionary<string, ContextValue> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly RequestContext? _rest;

    public RequestContext()
    {
    }

    private RequestContext(RequestContext rest) => _rest = rest;

    public ContextValue this[string key]
    {
        get => _values.TryGetValue(key, out var value) ? value : _rest?[key] ?? ContextValue.Unknown.Instance;
        init => _values[key] = value;
    }

    /// <summary>The same request with one more key.</summary>
    public RequestContext With(string key, ContextValue value) => new(this) { [key] = value };
}

internal abstract record ContextValue
{
    private ContextValue()
    {
    }

    public sealed record Known(IReadOnlyList<string> Values) : ContextValue;

    /// <summary>An address somewhere in one of the blocks, for IpAddress conditions.</summary>
    public sealed record Within(IReadOnlyList<Network.AddressSet> Addresses) : ContextValue;

    /// <summary>The request is known not to carry the key.</summary>
    public sealed record Missing : ContextValue
    {
        public static readonly Missing Instance = new();
    }

    /// <summary>One value in every way that it may be written, whatever quantifier asks for it.</summary>
    public sealed record Spelled(IReadOnlyList<string> Spellings) : ContextValue;

    /// <summary>The request carries it with this value, or does not carry it.</summary>
    public sealed record Perhaps(ContextValue If) : ContextValue;

    /// <summary>The request carries it, with a value that is not known.</summary>
    public sealed record Present : ContextValue
    {
        public static readonly Present Instance = new();
    }

    /// <summary>Whether the request carries it is not known.</summary>
    public sealed record Unknown : ContextValue
    {
        public static readonly Unknown Instance = new();
    }

    public static ContextValue Of(string value) => new Known([value]);

    public static ContextValue Of(bool value) => new Known([value ? "true" : "false"]);

    public static ContextValue Of(Plan.Planned<string> value) => value is Plan.Planned<string>.Known known ? Of(known.Value) : Present.Instance;
}
