using System.Diagnostics;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class DeathWatchTests
{
    [Fact(Timeout = 180_000)]
    public async Task When_the_watchs_input_ends_the_processes_left_are_killed()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The watch is a Unix shell.");

        var (one, another) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");
        using var spawner = new SpawnThread();
        var watch = new DeathWatch();
        using var left = await spawner.StartAsync(StartInfo(watch, one));
        using var removed = await spawner.StartAsync(StartInfo(watch, another));
        watch.Add(left.Id, one);
        watch.Add(removed.Id, another);
        watch.Remove(removed.Id, another);

        // What the end of the host does, however it ends.
        await watch.DisposeAsync();

        await left.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(removed.HasExited);
        removed.Kill();
    }

    [Fact(Timeout = 180_000)]
    public async Task On_Linux_what_a_function_started_is_killed_whoever_its_parent_is()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Needs /proc.");

        // Its own: another run of these tests kills its orphans, not this one's.
        var mark = $"{Guid.NewGuid():N}";
        // The child itself tells its id: while a process becomes another program, its environment reads empty.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec 3<&0; sh -c 'echo $$; read -r end <&3' &"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["MARK"] = mark;
        using var parent = Process.Start(start)!;
        var orphan = int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);

        Leftovers.Kill(mark);

        await ProcessEnd.OfAsync(orphan);
    }

    [Fact(Timeout = 180_000)]
    public async Task On_Linux_a_function_dies_with_the_thread_that_started_it()
    {
        if (!OperatingSystem.IsLinux() || FunctionProgram.OnPath("setpriv") is null)
            Assert.Skip("Needs Linux and setpriv.");

        await using var watch = new DeathWatch();
        var spawner = new SpawnThread();
        using var process = await spawner.StartAsync(StartInfo(watch, "mark"));

        // The signal is asked for on the way to the program: it has to be there.
        Assert.Equal("running", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        spawner.Dispose();

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, process.ExitCode);
    }

    private static ProcessStartInfo StartInfo(DeathWatch watch, string mark) => FunctionProgram.Start(
        "/bin/sh",
        new FunctionCode.Process("/bin/sh", ["-c", "echo running; exec sleep 600"], "/"),
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["MARK"] = mark },
        watch);
}
