using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PrivateInvoke.IntegrationTests.Environment;

internal static partial class ProcessTable
{
    public static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Every descendant. Linux only.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: ParentOf(id)))
            .ToLookup(process => process.Parent, process => process.Id);
        var found = new List<int>();
        var open = new Queue<int>(parents[parent]);
        while (open.TryDequeue(out var id))
        {
            found.Add(id);
            foreach (var child in parents[id])
                open.Enqueue(child);
        }

        return found;
    }

    /// <summary>Returns when all have ended; the test's deadline is the limit. Linux only.</summary>
    public static async Task GoneAsync(IReadOnlyList<int> ids, CancellationToken cancel)
    {
        // The end of a process that is no child of this one raises no event.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (ids.Any(id => !HasEnded(id)))
            await timer.WaitForNextTickAsync(cancel);
    }

    /// <summary>The program and its arguments; empty where it has ended. Linux only.</summary>
    public static IReadOnlyList<string> CommandOf(int id) => Strings(id, "cmdline");

    /// <summary>Linux only.</summary>
    public static int SessionOf(int id) => Stat(id, 3);

    /// <summary>The folder that it works in; empty where it has ended. Linux only.</summary>
    public static string FolderOf(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/cwd").LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>A variable of its environment, as it was started with; empty where it has none or has ended. Linux only.</summary>
    public static string VariableOf(int id, string name) =>
        Strings(id, "environ").FirstOrDefault(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";

    /// <summary>AWS providers that this process has started and that work at an endpoint. Linux only.</summary>
    public static IEnumerable<int> ProvidersAt(Uri endpoint) => ProvidersOf(System.Environment.ProcessId)
        .Where(id => VariableOf(id, "AWS_ENDPOINT_URL").TrimEnd('/') == endpoint.ToString().TrimEnd('/'));

    /// <summary>AWS providers that a process, or what it has started, has started. Linux only.</summary>
    public static IEnumerable<int> ProvidersOf(int parent) => ChildrenOf(parent)
        .Where(id => CommandOf(id) is [var program, ..] && Path.GetFileName(program).StartsWith("terraform-provider-aws", StringComparison.Ordinal));

    public static void Kill(int id) => Assert.Equal(0, Send(id, 9));

    /// <summary>Until it is told to go on.</summary>
    public static void Hold(int id) => Assert.Equal(0, Send(id, 19));

    public static void GoOn(int id) => Assert.Equal(0, Send(id, 18));

    /// <summary>As Ctrl+C does in the terminal whose foreground it is.</summary>
    public static void InterruptGroup(int id) => Assert.Equal(0, Send(-id, 2));

    private static string[] Strings(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static int ParentOf(int id) => Stat(id, 1);

    /// <summary>One that nobody has asked for its exit code has ended too: a container's first process may never ask.</summary>
    private static bool HasEnded(int id) => Fields(id) is not [var state, ..] || state is "Z" or "X";

    private static int Stat(int id, int field) =>
        Fields(id) is { Length: > 0 } fields ? int.Parse(fields[field], System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static string[] Fields(int id)
    {
        try
        {
            // 1234 (name) S 1233 …, where the name may hold anything.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int id, int signal);
}
