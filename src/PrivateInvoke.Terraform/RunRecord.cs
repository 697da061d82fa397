using System.Diagnostics;
using System.Text.Json;

namespace PrivateInvoke.Terraform;

/// <summary>A command that is at work on a state, written down so that whoever comes after a host that was killed knows of it.</summary>
/// <param name="ProcessStarted">Tells the process from a later one of the same number.</param>
internal sealed record RunRecord(string Command, int ProcessId, DateTimeOffset ProcessStarted, DateTimeOffset Began)
{
    public static string OutputIn(string folder) => Path.Combine(folder, "run.jsonl");

    public static string ErrorsIn(string folder) => Path.Combine(folder, "run.err");

    public static RunRecord? Read(string folder)
    {
        try
        {
            using var stream = File.OpenRead(FileIn(folder));
            return JsonSerializer.Deserialize<RunRecord>(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public static void Drop(string folder) => File.Delete(FileIn(folder));

    public static void Write(string folder, string command, int processId, DateTimeOffset began)
    {
        using var process = Find(processId);
        if (process is not null)
            File.WriteAllBytes(FileIn(folder), JsonSerializer.SerializeToUtf8Bytes(new RunRecord(command, processId, process.StartTime, began)));
    }

    /// <summary>Null where it has ended.</summary>
    public Process? Running()
    {
        var process = Find(ProcessId);
        if (process is not null && (process.StartTime - ProcessStarted).Duration() < TimeSpan.FromSeconds(2))
            return process;

        process?.Dispose();
        return null;
    }

    private static string FileIn(string folder) => Path.Combine(folder, "running.json");

    private static Process? Find(int processId)
    {
        try
        {
            var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
