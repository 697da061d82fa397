namespace PrivateInvoke.Terraform.Stacks;

/// <summary>What a stack is at. <see cref="Stack.States"/> gets each as it begins.</summary>
public abstract record StackState
{
    private StackState()
    {
    }

    public sealed record Initializing : StackState;

    public sealed record Planning : StackState;

    public sealed record Planned(StackPlan Plan) : StackState;

    /// <param name="Done">Of <paramref name="Total"/> changes of resource instances.</param>
    public sealed record Applying(int Done, int Total) : StackState;

    /// <summary>An apply has ended well.</summary>
    public sealed record Applied(StackChanges Changes) : StackState;

    /// <summary>Nothing differs from the configuration, or from the state where drift was asked for.</summary>
    public sealed record Unchanged : StackState;

    /// <summary>Reads what is there.</summary>
    public sealed record Refreshing : StackState;

    /// <summary>The state now says what is there.</summary>
    public sealed record Refreshed(IReadOnlyList<string> Addresses) : StackState;

    /// <summary>Changed behind terraform's back.</summary>
    public sealed record Drifted(IReadOnlyList<string> Addresses) : StackState
    {
        /// <summary>Nothing of the stack is there any more, as behind an emulator that was started anew.</summary>
        public bool IsGone { get; init; }

        /// <summary>Those whose difference an emulator makes by itself: nobody has changed them.</summary>
        public IReadOnlyList<string> EmulatorsOwn { get; init; } = [];
    }

    /// <summary>The verb throws the same exception. What was made before is in the state, and the next apply goes on from there.</summary>
    public sealed record Failed(Exception Cause) : StackState
    {
        public string Message => Cause.Message;
    }

    /// <summary>Told to end: the state is intact, its lock is released, and the next apply goes on from there.</summary>
    public sealed record Interrupted : StackState;

    public sealed record Destroying(int Done, int Total) : StackState;

    public sealed record Destroyed(int Removed) : StackState;
}
