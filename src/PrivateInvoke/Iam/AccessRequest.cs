namespace PrivateInvoke.Iam;

/// <summary>One question to IAM: may this principal do this to that.</summary>
internal sealed record AccessRequest
{
    /// <summary><c>lambda:InvokeFunction</c></summary>
    public required string Action { get; init; }

    /// <summary>
    /// The resource's ARN, in every form it may be written: a plan made without an account knows a function by its symbol and by
    /// the ARN its name gives.
    /// </summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>True for actions without resource-level permissions, which only <c>"*"</c> grants.</summary>
    public bool NeedsAnyResource { get; init; }

    /// <summary>The role's ARN, in every form it may be written; empty when it is not known.</summary>
    public required IReadOnlyList<string> Principals { get; init; }

    /// <summary>Twelve digits; null when not known.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// True for a gateway endpoint's policy, which knows nobody by name: its Principal has to be <c>"*"</c>, an account's number is its root
    /// user, and a role is nobody. See https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    /// </summary>
    public bool NamesEveryoneOnly { get; init; }

    public required RequestContext Context { get; init; }
}
