using System.Diagnostics;
using PrivateInvoke.Lambda;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class AttachedTests
{
    [Fact(Timeout = 60_000)]
    public async Task Invocations_go_to_a_runtime_that_attached_itself()
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Code = new FunctionCode.Missing("it runs in a debugger") });
        using var attached = await AttachAsync(lambda);

        var processes = new[] { await lambda.AnswerAsync("""{"do":"process"}"""), await lambda.AnswerAsync("""{"do":"process"}""") };

        Assert.All(processes, process => Assert.Equal($"{attached.Id}", process));
        attached.Kill();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_invocation_waits_for_the_attached_runtime()
    {
        await using var gate = await Gate.StartAsync();
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy());
        using var attached = await AttachAsync(lambda);

        var first = lambda.AnswerAsync(gate.Order);
        await gate.ArrivedAsync(1);
        var second = lambda.AnswerAsync("""{"do":"process"}""");
        gate.Open();

        await first;
        Assert.Equal($"{attached.Id}", await second);
        attached.Kill();
    }

    [Fact(Timeout = 60_000)]
    public async Task When_it_leaves_in_the_middle_the_invocation_fails_and_the_next_has_a_process()
    {
        await using var lambda = await LocalLambda.StartAsync(LocalLambda.Dummy() with { Timeout = TimeSpan.FromSeconds(2) });
        using var attached = await AttachAsync(lambda);

        using var response = await lambda.InvokeAsync("""{"do":"die"}""");

        Assert.Contains("the attached runtime has left", await LocalLambda.TextAsync(response));
        Assert.NotEqual($"{attached.Id}", await lambda.AnswerAsync("""{"do":"process"}"""));
    }

    private static async Task<Process> AttachAsync(LocalLambda lambda)
    {
        var start = new ProcessStartInfo(LocalLambda.DummyProgram)
        {
            Environment =
            {
                ["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{lambda.Host.ApiAddress.Port}/dummy",
                ["DUMMY_INIT"] = "",
            },
        };
        var process = Process.Start(start)!;

        // An invocation would start a process if it came before the runtime has asked for one.
        await lambda.Host.AttachedAsync("dummy", TestContext.Current.CancellationToken);
        return process;
    }
}
