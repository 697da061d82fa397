using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Page;

/// <summary>Which paths a reader looks for.</summary>
/// <param name="Text">Part of a function's name; empty is every one.</param>
public sealed record PathFilter(string Text, IReadOnlyList<Verdict> Verdicts)
{
    public static readonly PathFilter All = new("", Enum.GetValues<Verdict>());

    public IReadOnlyList<InvokePath> Of(IReadOnlyList<InvokePath> paths) => [.. paths.Where(Finds)];

    public PathFilter Toggle(Verdict verdict) => this with { Verdicts = Verdicts.Contains(verdict) ? [.. Verdicts.Where(other => other != verdict)] : [.. Verdicts, verdict] };

    private bool Finds(InvokePath path) => Verdicts.Contains(path.Verdict)
        && (Text.Length == 0 || path.Caller.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) || path.Callee.Name.Contains(Text, StringComparison.OrdinalIgnoreCase));
}
