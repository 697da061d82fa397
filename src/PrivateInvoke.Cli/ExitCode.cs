namespace PrivateInvoke.Cli;

/// <summary>The same in every verb.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Blocked = 1;
    public const int Failed = 1;
    public const int BadInput = 2;
    public const int Undecided = 3;
    public const int Drifted = 4;

    /// <summary>As a shell says of what Ctrl+C has ended.</summary>
    public const int Interrupted = 130;
}
