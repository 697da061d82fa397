using System.Globalization;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>
/// Some invokes of each kind of failure; ten thousand are a benchmark (<c>storm</c>). Alone, since what this process has is counted.
/// </summary>
[CollectionDefinition(nameof(StormTests), DisableParallelization = true)]
[Collection(nameof(StormTests))]
public sealed class StormTests
{
    private const int Clients = 48;
    private const int InvokesOfEach = 24;

    private static readonly TimeSpan Init = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Function = TimeSpan.FromSeconds(1);

    /// <summary>Its wait for an init, that init again, its own run, and what a busy machine takes for all three.</summary>
    private static readonly TimeSpan Deadline = Init + Function + Function + TimeSpan.FromSeconds(20);

    [Fact(Timeout = 600_000)]
    public async Task No_invoke_of_a_function_that_fails_waits_longer_than_its_deadline_and_nothing_is_left()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc to count in.");
        using var folder = new TemporaryFolder();
        var before = Counts.Now();

        await using (var host = await LambdaHost.StartAsync(
            new LambdaOptions { Functions = BrokenFunctions.Write(folder.Path, Function), InitTimeout = Init },
            TestContext.Current.CancellationToken))
        {
            var work = BrokenFunctions.Names.SelectMany(name => Enumerable.Repeat(name, InvokesOfEach)).ToList();
            await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (name, cancel) =>
            {
                var outcome = await host.InvokeAsync(name, new InvokeRequest { Payload = "{}"u8.ToArray() }).AsTask()
                    .WaitAsync(Deadline, TimeProvider.System, cancel);
                Assert.IsType<InvokeOutcome.Failed>(outcome);
            });
        }

        var after = Counts.Now();
        // What was ending when this began has ended by now.
        Assert.Empty(after.Processes.Except(before.Processes));
        Assert.InRange(after.Descriptors, 0, before.Descriptors + 16);
    }

    /// <param name="Processes">This process's children that run: one that has ended may still wait for this process to ask how.</param>
    /// <param name="Descriptors">But for those of assemblies: what is loaded first in this test stays.</param>
    private sealed record Counts(IReadOnlyList<string> Processes, int Descriptors)
    {
        public static Counts Now()
        {
            var self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            return new Counts(
                [.. Directory.EnumerateDirectories("/proc").Select(process => RunningChildOf(self, process)).OfType<string>()],
                Directory.EnumerateFiles("/proc/self/fd").Count(file => !IsAssembly(file)));
        }

        private static bool IsAssembly(string descriptor) => new FileInfo(descriptor).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) is true;

        /// <summary>Its folder and its name.</summary>
        private static string? RunningChildOf(string parent, string process)
        {
            try
            {
                // 4711 (name) S PARENT …
                return File.Exists($"{process}/stat") && File.ReadAllText($"{process}/stat").Split('(', ')') is [_, .., var rest] parts
                    && rest.Split(' ') is [_, not "Z", var of, ..] && of == parent ? $"{process} {parts[1]}" : null;
            }
            catch (IOException)
            {
                // It has just ended.
                return null;
            }
        }
    }
}
