using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Resilience;

/// <summary>What a process holds. Linux only.</summary>
/// <param name="Processes">That it has started and that still run.</param>
internal sealed record HostCounts(int Processes, int Sockets, int Files)
{
    public static HostCounts Of(int process)
    {
        var targets = Directory.EnumerateFiles($"/proc/{process}/fd").Select(Target).OfType<string>().ToList();
        var sockets = targets.Count(target => target.StartsWith("socket:", StringComparison.Ordinal));
        return new HostCounts(ProcessTable.ChildrenOf(process).Count, sockets, targets.Count - sockets);
    }

    /// <returns>Null where it was closed between being listed and being read.</returns>
    public static string? Target(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget is { } target ? Path.GetFileName(target) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
