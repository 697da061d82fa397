using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PrivateInvoke.Terraform;

/// <summary>
/// The providers of a terraform that was killed. Nobody tells them to end, and one that has nothing to write never notices that it is alone.
/// </summary>
internal static class LeftProviders
{
    /// <summary>Ends those of one terraform, which are in its session: <see cref="OwnSession"/>. Linux only.</summary>
    public static void End(int session)
    {
        if (!OperatingSystem.IsLinux() || !OwnSession.IsApart)
            return;

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsProvider(folder, session))
                Kill(id);
        }
    }

    private static bool IsProvider(string folder, int session)
    {
        try
        {
            // 1234 (name) S 1 1200 1200 …, where the name may hold anything: state, parent, group, session.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3] == session.ToString(CultureInfo.InvariantCulture)
                && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("terraform-provider-", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is somebody else's.
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
