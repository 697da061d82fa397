using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>How a stack's state is shown: a few words, and whether it is good news.</summary>
public sealed record StateLabel(string Text, StateKind Kind)
{
    public static StateLabel Of(StackState state) => state switch
    {
        StackState.Initializing => new("Initializing", StateKind.Busy),
        StackState.Planning => new("Planning", StateKind.Busy),
        StackState.Planned => new("Planned", StateKind.Busy),
        StackState.Applying applying => new($"Applying {applying.Done} of {applying.Total}", StateKind.Busy),
        StackState.Applied => new("Applied", StateKind.Settled),
        StackState.Unchanged => new("Unchanged", StateKind.Settled),
        StackState.Refreshing => new("Refreshing", StateKind.Busy),
        StackState.Refreshed => new("Refreshed", StateKind.Settled),
        StackState.Drifted => new("Drifted", StateKind.Warning),
        StackState.Failed => new("Failed", StateKind.Failed),
        StackState.Interrupted => new("Interrupted", StateKind.Failed),
        StackState.Destroying destroying => new(
            destroying.Total == 0 ? "Destroying" : $"Destroying {destroying.Done} of {destroying.Total}", StateKind.Busy),
        StackState.Destroyed => new("Destroyed", StateKind.Gone),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No stage is known for it."),
    };
}

public enum StateKind
{
    Busy,
    Settled,
    Warning,
    Failed,
    Gone,
}
