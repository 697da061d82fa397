using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>Memory, and the deadline that a debugger lifts.</summary>
public sealed class LimitTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_process_over_its_memory_size_is_killed_and_the_log_says_why()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what memory is a process's own.");
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { MemorySize = 256 });

        using var response = await lambda.InvokeAsync("""{"do":"grow","megabytes":300}""");

        Assert.Contains("signal: killed", await LocalLambda.TextAsync(response), StringComparison.Ordinal);
        Assert.Contains(lambda.Log, line => line.Text.EndsWith("memory_size is 256 MB: Lambda kills the process.", StringComparison.Ordinal));
        var report = Assert.Single(lambda.Log, line => line.Text.StartsWith("REPORT", StringComparison.Ordinal)).Text;
        Assert.Matches(@"Max Memory Used: (25[6-9]|2[6-9]\d|3\d\d) MB", report);
        Assert.Equal("1", await lambda.AnswerAsync("1"));
    }

    [Fact(Timeout = 180_000)]
    public async Task Memory_within_the_limit_is_nobodys_business()
    {
        await using var gate = await Gate.StartAsync();
        var time = new FakeTimeProvider();
        await using var lambda = await LocalLambda.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy() with { MemorySize = 512 }], NoTimeouts = true, Time = time });

        var held = lambda.AnswerAsync($$"""{"do":"grow","megabytes":150,"url":"{{gate.Address}}"}""");
        await gate.ArrivedAsync(1);

        // The watch looks at the process while it holds its memory.
        time.Advance(TimeSpan.FromSeconds(1));
        gate.Open();

        Assert.Equal("null", await held);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_runtime_that_is_killed_leaves_no_file_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), ".NET leaves pipes in /tmp on Unix.");
        string process;
        await using (var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy()))
        {
            process = await lambda.AnswerAsync("""{"do":"process"}""");
            Assert.NotEmpty(Directory.GetFiles("/tmp", $"clr-debug-pipe-{process}-*"));
            using var died = await lambda.InvokeAsync("""{"do":"die"}""");
        }

        Assert.Empty(Directory.GetFiles("/tmp", $"clr-debug-pipe-{process}-*"));
        Assert.Empty(Directory.GetFiles("/tmp", $"dotnet-diagnostic-{process}-*"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_NET_debugger_lifts_the_deadline()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells that a debugger is attached.");
        await using var gate = await Gate.StartAsync();
        var time = new FakeTimeProvider();
        await using var lambda = await LocalLambda.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy() with { Timeout = TimeSpan.FromSeconds(1) }], Time = time });
        var process = await lambda.AnswerAsync("""{"do":"process"}""");

        // What a debugger does first: open the runtime's pair of pipes. The runtime opens its end of the second once it has the first.
        var pipe = $"/tmp/clr-debug-pipe-{process}-{StartTime(process)}";
        await using var to = new FileStream($"{pipe}-in", FileMode.Open, FileAccess.Write);
        await using var from = new FileStream($"{pipe}-out", FileMode.Open, FileAccess.Read);
        var held = lambda.AnswerAsync(gate.Order);
        await gate.ArrivedAsync(1);
        time.Advance(TimeSpan.FromSeconds(3));
        gate.Open();

        Assert.Equal("\"open\"", await held);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_native_debugger_lifts_the_deadline()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells that a debugger is attached.");
        Assert.SkipUnless(File.Exists("/usr/bin/gdb"), "gdb is not installed.");
        await using var gate = await Gate.StartAsync();
        var time = new FakeTimeProvider();
        await using var lambda = await LocalLambda.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy() with { Timeout = TimeSpan.FromSeconds(5) }], Time = time });
        var process = await lambda.AnswerAsync("""{"do":"process"}""");
        await lambda.LineAsync(line => line.StartsWith("REPORT", StringComparison.Ordinal));
        using var gdb = Process.Start(new ProcessStartInfo("/usr/bin/gdb", ["-nx", "-q", "-p", process])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await gdb.StandardInput.WriteLineAsync("echo attached\\n");
        while (await gdb.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("attached", StringComparison.Ordinal))
        {
        }

        if (!File.ReadLines($"/proc/{process}/status").Contains($"TracerPid:\t{gdb.Id}"))
        {
            gdb.Kill();
            Assert.Skip("This machine lets gdb attach to no process.");
        }

        // Stopped, it takes the event only when the debugger lets it go on.
        var stopped = lambda.AnswerAsync("1");
        await lambda.LineAsync(line => line.StartsWith("START", StringComparison.Ordinal));
        time.Advance(TimeSpan.FromSeconds(7));
        await gdb.StandardInput.WriteLineAsync("detach");
        await gdb.StandardInput.WriteLineAsync("quit");

        Assert.Equal("1", await stopped);
        await gdb.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Field 22 of /proc/PID/stat, which tells a process from an earlier one of the same id; the second field has spaces, in parentheses.</summary>
    private static string StartTime(string process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[22 - 3];
    }
}
