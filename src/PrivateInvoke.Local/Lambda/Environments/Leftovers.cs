using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Processes that a function started and left behind. Whoever their parent is by now, they have the function's environment, and in
/// it a text that no other has. Linux only: elsewhere nothing tells another process's environment.
/// </summary>
internal static class Leftovers
{
    public static void Kill(string mark)
    {
        if (!OperatingSystem.IsLinux())
            return;

        var text = Encoding.UTF8.GetBytes(mark);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && EnvironmentOf(folder).AsSpan().IndexOf(text) >= 0)
            {
                Kill(process);
            }
        }
    }

    private static byte[] EnvironmentOf(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or gone.
            return [];
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
