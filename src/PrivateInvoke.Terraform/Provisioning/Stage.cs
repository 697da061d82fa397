using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Provisioning;

/// <summary>How a stack's state is shown: a few words, and whether it is good news.</summary>
public sealed record Stage(string Text, StageKind Kind)
{
    public static Stage Of(StackState state) => state switch
    {
        StackState.Initializing => new("Initializing", StageKind.Busy),
        StackState.Planning => new("Planning", StageKind.Busy),
        StackState.Planned => new("Planned", StageKind.Busy),
        StackState.Applying applying => new($"Applying {applying.Done} of {applying.Total}", StageKind.Busy),
        StackState.Applied => new("Applied", StageKind.Settled),
        StackState.Unchanged => new("Unchanged", StageKind.Settled),
        StackState.Refreshing => new("Refreshing", StageKind.Busy),
        StackState.Refreshed => new("Refreshed", StageKind.Settled),
        StackState.Drifted => new("Drifted", StageKind.Warning),
        StackState.Failed => new("Failed", StageKind.Failed),
        StackState.Interrupted => new("Interrupted", StageKind.Failed),
        StackState.Destroying destroying => new(
            destroying.Total == 0 ? "Destroying" : $"Destroying {destroying.Done} of {destroying.Total}", StageKind.Busy),
        StackState.Destroyed => new("Destroyed", StageKind.Gone),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No stage is known for it."),
    };
}

public enum StageKind
{
    Busy,
    Settled,
    Warning,
    Failed,
    Gone,
}
