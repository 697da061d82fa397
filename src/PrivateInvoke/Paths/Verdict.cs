namespace PrivateInvoke.Paths;

/// <summary>Whether the invoke arrives.</summary>
public enum Verdict
{
    /// <summary>Every hop is known to pass.</summary>
    Reachable,

    /// <summary>At least one hop is known to stop it.</summary>
    Blocked,

    /// <summary>Nothing known stops it, and something that decides it is not known.</summary>
    Undecided,
}
