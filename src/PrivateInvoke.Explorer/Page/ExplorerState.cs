using System.Web;

namespace PrivateInvoke.Explorer.Page;

/// <summary>What a reader has chosen: all of it is in the address, so that a link shows another one the same.</summary>
/// <param name="Off">Keys of what is switched off, or on where the plan has it off.</param>
public sealed record ExplorerState(string Caller, string Callee, IReadOnlyList<string> Off)
{
    public static ExplorerState Of(Uri address)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        return new ExplorerState(query["caller"] ?? "", query["callee"] ?? "", query.GetValues("off") ?? []);
    }

    /// <summary>Relative to the page's base.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        if (Caller.Length > 0)
            parts.Add($"caller={Uri.EscapeDataString(Caller)}");
        if (Callee.Length > 0)
            parts.Add($"callee={Uri.EscapeDataString(Callee)}");
        parts.AddRange(Off.Select(key => $"off={Uri.EscapeDataString(key)}"));
        return parts.Count == 0 ? "/" : $"/?{string.Join('&', parts)}";
    }

    public ExplorerState Toggle(string key) => this with { Off = Off.Contains(key) ? [.. Off.Where(other => other != key)] : [.. Off, key] };
}
