using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PrivateInvoke.Machine;

/// <summary>Processes that nobody ends any more, told by their folder in <c>/proc</c>. Linux only.</summary>
internal static class LeftProcesses
{
    /// <param name="isLeft">Gets <c>/proc/PID</c>. A folder that goes away or is another user's meanwhile is none.</param>
    public static void Kill(Func<string, bool> isLeft)
    {
        if (!OperatingSystem.IsLinux())
            return;

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Is(folder, isLeft))
                Kill(id);
        }
    }

    private static bool Is(string folder, Func<string, bool> isLeft)
    {
        try
        {
            return isLeft(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
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
            // It has ended by itself.
        }
    }
}
