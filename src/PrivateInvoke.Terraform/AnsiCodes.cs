using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform;

internal static partial class AnsiCodes
{
    /// <summary>Takes colors and the frame that Terraform draws around a diagnostic out of a line.</summary>
    public static string Remove(string line) => Code().Replace(line, "").TrimStart('╷', '│', '╵', ' ');

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Code();
}
