using PrivateInvoke.Network;

namespace PrivateInvoke.Iam;

/// <summary>What a set of policies says to a request, allows and denies apart, so that sets can be put together.</summary>
/// <param name="DeniedBy">The policy whose statement denies or may deny.</param>
/// <param name="AllowedBy">The policy whose statement allows or may allow.</param>
internal sealed record AccessAnswer(Truth Allowed, Truth Denied, NamedPolicy? AllowedBy = null, NamedPolicy? DeniedBy = null)
{
    public static readonly AccessAnswer Nothing = new(Truth.No, Truth.No);

    public Access Access =>
        Denied is Truth.Yes ? Access.ExplicitlyDenied
        : Allowed is Truth.No ? Access.ImplicitlyDenied
        : Denied is Truth.No && Allowed is Truth.Yes ? Access.Allowed
        : Access.Undecided;

    /// <summary>Policies that add up: any may allow, any may deny.</summary>
    public AccessAnswer Union(AccessAnswer other) => new(
        Allowed.Or(other.Allowed), Denied.Or(other.Denied),
        other.Allowed > Allowed ? other.AllowedBy : AllowedBy ?? other.AllowedBy,
        other.Denied > Denied ? other.DeniedBy : DeniedBy ?? other.DeniedBy);

    /// <summary>Policies that each have to allow.</summary>
    public AccessAnswer Intersect(AccessAnswer other) => Union(other) with { Allowed = Allowed.And(other.Allowed) };
}

public enum Access
{
    Allowed,
    ImplicitlyDenied,
    ExplicitlyDenied,
    Undecided,
}
