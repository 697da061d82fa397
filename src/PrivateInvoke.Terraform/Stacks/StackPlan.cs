namespace PrivateInvoke.Terraform.Stacks;

/// <param name="Action"><c>create</c>, <c>update</c>, <c>delete</c>, <c>replace</c> …</param>
public sealed record StackChange(string Address, string Action);

/// <summary>What an apply would do. The plan itself is a file of the stack's, which <see cref="Stack.ApplyAsync(StackPlan, CancellationToken)"/> takes.</summary>
public sealed record StackPlan
{
    /// <summary>Also where only outputs change.</summary>
    public required bool HasChanges { get; init; }

    public required StackChanges Changes { get; init; }

    public IReadOnlyList<StackChange> Resources { get; init; } = [];

    /// <summary>Addresses of what is not as the state says: changed behind terraform's back.</summary>
    public IReadOnlyList<string> Drifted { get; init; } = [];

    /// <summary>All that the state tells of: nothing of the stack is there any more.</summary>
    public bool IsGone { get; init; }

    public IReadOnlyList<TerraformDiagnostic> Warnings { get; init; } = [];

    /// <summary>Of the plan file: it is applied as it was shown, or not at all.</summary>
    internal string Digest { get; init; } = "";

    /// <summary>Made with the provider that is kept, which an apply of it can go on with.</summary>
    internal bool IsAttached { get; init; }

    /// <summary>Of what it was made from.</summary>
    internal string Key { get; init; } = "";
}
