using PrivateInvoke.Iam;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record Role : CloudResource
{
    public required Planned<string> Name { get; init; }

    /// <summary>Its ARN, in every form another resource may write it.</summary>
    public IReadOnlyList<string> Arns { get; init; } = [];

    /// <summary>Inline and managed, with those whose role is not known.</summary>
    public IReadOnlyList<NamedPolicy> Policies { get; init; } = [];

    /// <summary>Who may run with it: its trust policy.</summary>
    public NamedPolicy TrustPolicy { get; init; } = new() { Address = "", Document = Planned<PolicyDocument>.Unknown.Instance };

    public Planned<PolicyDocument> Trust => TrustPolicy.Document;

    /// <summary>Absent: nothing bounds what the policies allow.</summary>
    public Planned<NamedPolicy> Boundary { get; init; } = Planned<NamedPolicy>.Absent.Instance;

    public Planned<IReadOnlyDictionary<string, Planned<string>>> Tags { get; init; } = Planned<IReadOnlyDictionary<string, Planned<string>>>.Absent.Instance;
}
