using System.Diagnostics;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>What is started for a function: a pure build of the command.</summary>
internal static class FunctionProgram
{
    /// <returns>The program's full path, or why there is none.</returns>
    public static (string? Path, string? Problem) Find(FunctionCode.Process code)
    {
        if (!Directory.Exists(code.WorkingDirectory))
            return (null, $"the folder {code.WorkingDirectory} does not exist");

        var path = code.FileName.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Path.GetFullPath(code.FileName, code.WorkingDirectory)
            : OnPath(code.FileName);
        if (path is null || !File.Exists(path))
            return (null, $"the program {code.FileName} does not exist");

        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) == 0)
        {
            return (null, $"the program {path} may not be executed (chmod +x)");
        }

        return (path, null);
    }

    public static ProcessStartInfo Start(
        string program, FunctionCode.Process code, IReadOnlyDictionary<string, string> variables, DeathWatch watch)
    {
        IReadOnlyList<string> command = [.. watch.Prefix, program, .. code.Arguments];
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = code.WorkingDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);

        start.Environment.Clear();
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        return start;
    }

    public static string? OnPath(string name) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => OperatingSystem.IsWindows()
                ? (string[])[Path.Combine(folder, name + ".exe"), Path.Combine(folder, name)]
                : [Path.Combine(folder, name)])
            .FirstOrDefault(File.Exists);
}
