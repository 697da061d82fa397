namespace Isolation;

/// <summary>
/// Names are asked of an address in the black hole, the one that a VPC's resolver has, with the patience of the C library at its most:
/// a call that would hang in the VPC hangs here too, and fails no sooner because its name was asked. What answers names over Unix
/// sockets, which a network namespace does not close, is hidden.
/// </summary>
internal static class NameService
{
    private const string Settings = "/etc/resolv.conf";

    private static readonly string[] Answering = ["/run/systemd/resolve", "/run/nscd", "/var/run/nscd"];

    public static void Hide()
    {
        // It may be a link into a folder that is hidden.
        var settings = File.ResolveLinkTarget(Settings, returnFinalTarget: true)?.FullName ?? Settings;
        foreach (var folder in Answering)
        {
            if (Directory.Exists(folder))
                Native.Check(Native.Mount("none", folder, "tmpfs", 0, 0), $"{folder} cannot be hidden");
        }

        var ours = Path.GetTempFileName();
        File.WriteAllText(ours, "nameserver 169.254.169.253\noptions timeout:30 attempts:5\n");
        if (File.Exists(settings))
            Native.Check(Native.Mount(ours, settings, null, (nuint)Native.Bind, 0), $"{settings} cannot be replaced");
        else if (Answering.Contains(Path.GetDirectoryName(settings)))
            File.Copy(ours, settings);
        File.Delete(ours);
    }
}
