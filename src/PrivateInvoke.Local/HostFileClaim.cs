namespace PrivateInvoke.Local;

/// <summary>
/// Held by the host whose <c>artifacts/host.json</c> it is, until that host ends, however it ends: another host that is started beside it
/// leaves the file alone.
/// </summary>
public sealed class HostFileClaim : IDisposable
{
    private readonly FileStream _lock;

    private HostFileClaim(FileStream @lock) => _lock = @lock;

    /// <returns>Null while another host holds it.</returns>
    public static HostFileClaim? Take(string artifacts)
    {
        var path = HostFile.PathIn(artifacts);
        var claim = Path.ChangeExtension(path, "lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream held;
        try
        {
            held = new FileStream(claim, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(claim))
        {
            return null;
        }

        // A host that was killed leaves one behind, and it must not pass for the next one's.
        File.Delete(path);
        return new HostFileClaim(held);
    }

    public void Dispose() => _lock.Dispose();
}
