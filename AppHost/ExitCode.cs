namespace AppHost;

/// <summary>The same in every verb.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Blocked = 1;
    public const int BadInput = 2;
    public const int Undecided = 3;
}
