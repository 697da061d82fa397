namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// What .NET's runtime puts into the folder for temporary files, and takes away again unless it is killed:
/// <c>clr-debug-pipe-PID-…-in</c>, <c>dotnet-diagnostic-PID-…-socket</c>.
/// </summary>
internal static class RuntimeFiles
{
    public static void Remove(int process)
    {
        if (OperatingSystem.IsWindows())
            return;

        // A function has no TMPDIR of the developer's.
        foreach (var pattern in new[] { $"clr-debug-pipe-{process}-*", $"dotnet-diagnostic-{process}-*" })
        {
            try
            {
                foreach (var file in Directory.EnumerateFiles("/tmp", pattern))
                    File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's process had this id before.
            }
        }
    }
}
