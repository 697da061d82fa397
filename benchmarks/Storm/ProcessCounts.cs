using System.Diagnostics;
using System.Globalization;

namespace PrivateInvoke.Benchmarks.Storm;

/// <summary>What a process has; Linux only.</summary>
/// <param name="Children">Processes that it has started and that still run.</param>
internal sealed record ProcessCounts(int Children, int Descriptors, int Sockets, int Threads, long Bytes)
{
    public static ProcessCounts Now()
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return Of(self.Id);
    }

    public static ProcessCounts Of(int process)
    {
        using var found = Process.GetProcessById(process);
        var descriptors = Directory.GetFiles($"/proc/{process}/fd");
        return new ProcessCounts(
            ChildrenOf(process).Count, descriptors.Length,
            descriptors.Count(IsSocket),
            found.Threads.Count, found.WorkingSet64);
    }

    public static IReadOnlyList<int> ChildrenOf(int process)
    {
        var parent = process.ToString(CultureInfo.InvariantCulture);
        return [.. Directory.EnumerateDirectories("/proc").Where(folder => ParentOf(folder) == parent).Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];
    }

    public override string ToString() =>
        $"{Children} processes, {Descriptors} descriptors ({Sockets} sockets), {Threads} threads, {Bytes / (1024 * 1024)} MB";

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) is true;
        }
        catch (IOException)
        {
            // It has just been closed.
            return false;
        }
    }

    private static string? ParentOf(string folder)
    {
        try
        {
            // 4711 (name) S PARENT …
            return File.Exists($"{folder}/stat") ? File.ReadAllText($"{folder}/stat").Split(')')[^1].Split(' ')[2] : null;
        }
        catch (IOException)
        {
            // It has just ended.
            return null;
        }
    }
}
