using System.Diagnostics;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>A function's process that the driver starts, since the smallest Runtime API starts none.</summary>
internal sealed class Beside : IDisposable
{
    private readonly Process _process;

    private Beside(Process process) => _process = process;

    public static Beside Start(string program, Uri runtimeApi)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi.Authority;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = "echo";
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "128";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Beside(process);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
