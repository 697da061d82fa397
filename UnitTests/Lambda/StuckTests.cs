using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Environments;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>Whatever goes wrong where a process starts or is listened to, the invocation is answered.</summary>
public sealed class StuckTests
{
    /// <summary>Long for a machine, short for a person.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static InvokeRequest Request => new() { Payload = "{}"u8.ToArray() };

    [Fact(Timeout = 180_000)]
    public async Task A_program_whose_name_no_system_takes_is_the_error_of_each_invocation()
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Code = new FunctionCode.Process("/no\0such/bootstrap", [], AppContext.BaseDirectory) });

        var outcomes = await ManyAsync(lambda.Host);

        Assert.All(outcomes, outcome => Assert.Equal(FunctionFault.Init, Assert.IsType<InvokeOutcome.Failed>(outcome).Fault));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_network_that_cannot_be_made_is_the_error_of_each_invocation()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        lambda.Host.Isolate("dummy", new ClosedServer());

        var outcomes = await ManyAsync(lambda.Host);

        Assert.All(outcomes, outcome => Assert.Equal(FunctionFault.Init, Assert.IsType<InvokeOutcome.Failed>(outcome).Fault));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_log_that_cannot_be_written_stops_no_invocation()
    {
        await using var host = await LambdaHost.StartAsync(
            new LambdaOptions { Functions = [LocalLambda.Dummy()], NoTimeouts = true, Log = _ => throw new IOException("No space left on device") },
            TestContext.Current.CancellationToken);

        var outcome = await host.InvokeAsync("dummy", Request).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.IsType<InvokeOutcome.Answered>(outcome);
    }

    /// <summary>Inits wait for cores here: more invocations than cores, and no more time than one of them has.</summary>
    [Fact(Timeout = 180_000)]
    public async Task While_no_init_succeeds_an_invocation_waits_no_longer_than_for_its_own()
    {
        var time = new FakeTimeProvider();
        await using var lambda = await LocalLambda.StartAsync(new LambdaOptions
        {
            Functions = [LocalLambda.Dummy() with
            {
                Timeout = TimeSpan.FromSeconds(3),
                Environment = new Dictionary<string, string> { ["DUMMY_INIT"] = "hang" },
            }],
            Time = time,
        });
        var waiting = Enumerable.Range(0, 20).Select(_ => lambda.Host.InvokeAsync("dummy", Request).AsTask()).ToList();

        time.Advance(TimeSpan.FromSeconds(15));

        var outcomes = await Task.WhenAll(waiting).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.All(outcomes, outcome => Assert.Equal(FunctionFault.Timeout, Assert.IsType<InvokeOutcome.Failed>(outcome).Fault));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_program_that_asks_for_events_and_ends_at_once_is_not_started_for_ever()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script of bash.");
        using var folder = new TemporaryFolder();
        await using var lambda = await LocalLambda.StartAsync(
            [.. BrokenFunctions.Write(folder.Path, TimeSpan.FromSeconds(20)).Where(function => function.Name == "hangs-up-and-ends")]);
        var invokes = Enumerable.Range(0, 20).Select(_ => lambda.Host.InvokeAsync("hangs-up-and-ends", Request).AsTask()).ToList();

        var outcomes = await Task.WhenAll(invokes).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.All(outcomes, outcome => Assert.Equal(FunctionFault.Exit, Assert.IsType<InvokeOutcome.Failed>(outcome).Fault));
        Assert.InRange(lambda.Log.Count(line => line.Text.StartsWith("INIT_START", StringComparison.Ordinal)), 1, 3 * invokes.Count);
    }

    [Theory]
    [InlineData(5, 0, 5)]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 4, -1)]
    [InlineData(-1, 5, 0)]
    public void A_read_that_a_signal_interrupts_is_not_the_end_of_the_output(int count, int error, int expected) =>
        Assert.Equal(expected, Unix.CountOf(count, error));

    private static async Task<InvokeOutcome[]> ManyAsync(LambdaHost host) =>
        await Task.WhenAll(Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => host.InvokeAsync("dummy", Request).AsTask()))
            .WaitAsync(Patience, TestContext.Current.CancellationToken);

    private sealed class ClosedServer : IReachableServer
    {
        public int Port => throw new InvalidOperationException("It has ended.");

        public ValueTask<IAsyncDisposable> ListenAsync(IsolatedSockets sockets) => throw new NotSupportedException();
    }
}
