using System.Diagnostics;
using PrivateInvoke.Lambda;
using PrivateInvoke.Lambda.Environments;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class DeathWatchTests
{
    [Fact(Timeout = 30_000)]
    public async Task When_the_watchs_input_ends_the_groups_left_are_killed()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Process groups are Unix's.");

        using var spawner = new SpawnThread();
        var watch = new DeathWatch();
        using var left = await spawner.StartAsync(StartInfo(watch));
        using var removed = await spawner.StartAsync(StartInfo(watch));
        watch.Add(left.Id);
        watch.Add(removed.Id);
        watch.Remove(removed.Id);

        // What the end of the host does, however it ends.
        watch.Dispose();

        await left.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(removed.HasExited);
        removed.Kill();
    }

    [Fact(Timeout = 30_000)]
    public async Task On_Linux_a_function_dies_with_the_thread_that_started_it()
    {
        if (!OperatingSystem.IsLinux() || FunctionProgram.OnPath("setpriv") is null)
            Assert.Skip("Needs Linux and setpriv.");

        using var watch = new DeathWatch();
        var spawner = new SpawnThread();
        using var process = await spawner.StartAsync(StartInfo(watch));

        // The signal is asked for on the way to the program: it has to be there.
        Assert.Equal("running", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        spawner.Dispose();

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, process.ExitCode);
    }

    private static ProcessStartInfo StartInfo(DeathWatch watch) => FunctionProgram.Start(
        "/bin/sh",
        new FunctionCode.Process("/bin/sh", ["-c", "echo running; exec sleep 600"], "/"),
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        watch);
}
