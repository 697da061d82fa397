using System.Diagnostics;

namespace PrivateInvoke.UnitTests.Terraform;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("private-invoke-").FullName;

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file and the folders that it is in.</summary>
    public string Write(string name, string text)
    {
        var file = At(name.Split('/'));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>
    /// A shell script that can be run. Another process writes it: a process that a test beside starts would inherit what is open for
    /// writing here until it becomes another program, and Linux runs no file that is (<c>Text file busy</c>).
    /// </summary>
    public string Script(string name, string text)
    {
        var file = At(name.Split('/'));
        using var writer = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$1\" && chmod 700 \"$1\"", "sh", file]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write($"#!/bin/sh\n{text}\n");
        writer.StandardInput.Close();
        writer.WaitForExit();
        Assert.Equal(0, writer.ExitCode);
        return file;
    }
}
