using PrivateInvoke.Iam;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>A service or resource control policy.</summary>
/// <param name="Targets">Accounts, organizational units and roots that this plan attaches it to; it may be attached to others too.</param>
/// <param name="IsForResources">A resource control policy bounds who reaches an account's resources, not what its roles may do.</param>
public sealed record OrganizationPolicy(NamedPolicy Policy, IReadOnlyList<Planned<string>> Targets, bool IsForResources);
