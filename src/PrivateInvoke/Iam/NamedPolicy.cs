using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Iam;

/// <summary>A policy and where it comes from.</summary>
public sealed record NamedPolicy
{
    /// <summary>The Terraform address to look at; the ARN for an AWS-managed policy.</summary>
    public required string Address { get; init; }

    /// <summary>The attribute of <see cref="Address"/> that holds the document.</summary>
    public string? Attribute { get; init; }

    public required Planned<PolicyDocument> Document { get; init; }

    /// <summary>AWS's words where it would not take the document: then there is no such policy, and an apply fails. The document is unknown.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether it is attached at all: undecided for an attachment whose role is not known.</summary>
    public Truth Attached { get; init; } = Truth.Yes;

    internal AccessAnswer Ask(AccessRequest request)
    {
        if (!Document.TryGet(out var document))
            return new AccessAnswer(Truth.Undecided, Truth.Undecided, this, this);

        Truth allowed = Truth.No, denied = Truth.No;
        foreach (var statement in document.Statements)
        {
            var applies = statement.AppliesTo(request, document.HasVariables).And(Attached);
            if (statement.Effect is Effect.Deny)
                denied = denied.Or(applies);
            else
                allowed = allowed.Or(applies);
        }

        return new AccessAnswer(allowed, denied, allowed is Truth.No ? null : this, denied is Truth.No ? null : this);
    }

    internal static AccessAnswer AskAll(IEnumerable<NamedPolicy> policies, AccessRequest request) =>
        policies.Aggregate(AccessAnswer.Nothing, (answer, policy) => answer.Union(policy.Ask(request)));

    public static NamedPolicy Read(string address, string attribute, Planned<string> json, PolicyUse use)
    {
        string? refusal = null;
        var document = json is Planned<string>.Known known
            ? PolicyReader.Read(known.Value, use, out refusal) is { } read ? read : Planned<PolicyDocument>.Unknown.Instance
            : json.Select<PolicyDocument>(_ => throw new InvalidOperationException());
        return new NamedPolicy { Address = address, Attribute = attribute, Document = document, Refusal = refusal };
    }
}
