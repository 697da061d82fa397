namespace PrivateInvoke.Iam;

/// <summary>Where a policy document stands: AWS asks for other elements in each place.</summary>
public enum PolicyUse
{
    /// <summary>A role's own policies and its boundary.</summary>
    Identity,

    /// <summary>A role's trust policy.</summary>
    Trust,

    /// <summary>An endpoint's policy.</summary>
    Resource,

    /// <summary>A service or resource control policy, or an AWS-managed one: not checked.</summary>
    Other,
}
