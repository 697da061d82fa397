using System.Globalization;
using PrivateInvoke.Machine;

namespace PrivateInvoke.Terraform;

/// <summary>
/// The providers of a terraform that was killed. Nobody tells them to end, and one that has nothing to write never notices that it is alone.
/// </summary>
internal static class LeftProviders
{
    /// <summary>Ends those of one terraform, which are in its session: <see cref="OwnSession"/>. Linux only.</summary>
    public static void End(int session)
    {
        if (OwnSession.IsApart)
            LeftProcesses.Kill(process => IsProvider(process, session.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool IsProvider(string process, string session)
    {
        // 1234 (name) S 1 1200 1200 …, where the name may hold anything: state, parent, group, session.
        var stat = File.ReadAllText(Path.Combine(process, "stat"));
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3] == session
            && File.ReadAllText(Path.Combine(process, "cmdline")).Contains("terraform-provider-", StringComparison.Ordinal);
    }
}
