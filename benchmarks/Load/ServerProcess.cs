using System.Diagnostics;
using System.Text.Json;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary><see cref="Serving"/>, from the driver's side.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, ServerAddresses addresses)
    {
        _process = process;
        Addresses = addresses;
    }

    public ServerAddresses Addresses { get; }

    public int Id => _process.Id;

    public static async Task<ServerProcess> StartAsync(params IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Own(), "serve", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The server ended before it listened.");
        return new ServerProcess(process, JsonSerializer.Deserialize<ServerAddresses>(line)!);
    }

    public async Task<ServerFigures> FiguresAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        return JsonSerializer.Deserialize<ServerFigures>((await _process.StandardOutput.ReadLineAsync())!)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Started by dotnet, its first argument is this assembly.</summary>
    private static IEnumerable<string> Own() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? [typeof(ServerProcess).Assembly.Location] : [];
}
