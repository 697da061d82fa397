using PrivateInvoke.Paths;

namespace AppHost;

internal sealed record CheckOptions
{
    public required PathQuery Query { get; init; }

    /// <summary>One of <see cref="CheckFormats.Names"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Null: standard output.</summary>
    public string? Output { get; init; }
}
