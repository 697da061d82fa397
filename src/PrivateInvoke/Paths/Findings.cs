namespace PrivateInvoke.Paths;

/// <summary>Makes hops. A hop that passes has the code OK; one that is undecided has the code of what it may turn out to be.</summary>
internal static class Findings
{
    public static Hop Passed(HopKind kind, string message, string? address = null, string? attribute = null) =>
        Of(kind, HopResult.Passed, "OK", message, address, attribute);

    public static Hop NotApplicable(HopKind kind, string message) => Of(kind, HopResult.NotApplicable, "NOT_APPLICABLE", message);

    public static Hop Blocked(HopKind kind, string code, string message, string fix, string? address, string? attribute = null) =>
        Of(kind, HopResult.Blocked, code, message, address, attribute, fix);

    public static Hop Undecided(HopKind kind, string code, string message, string? address = null, string? attribute = null, string? fix = null) =>
        Of(kind, HopResult.Undecided, code, message, address, attribute, fix);

    public static Hop Warning(HopKind kind, string code, string message, string? fix, string? address, string? attribute = null) =>
        Of(kind, HopResult.Warning, code, message, address, attribute, fix);

    private static Hop Of(
        HopKind kind, HopResult result, string code, string message, string? address = null, string? attribute = null, string? fix = null) =>
        new() { Kind = kind, Result = result, Code = code, Address = Written(address), Attribute = attribute, Message = message, Fix = fix };

    /// <summary>What AWS makes with a VPC has no address of its own: the VPC's is the one to look at.</summary>
    private static string? Written(string? address) =>
        Array.Find(MadeByAws, made => address?.EndsWith(made, StringComparison.Ordinal) == true) is { } made ? address![..^made.Length] : address;

    private static readonly string[] MadeByAws = ["'s default security group", "'s default network ACL", "'s main route table"];
}
