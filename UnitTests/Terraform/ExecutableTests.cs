using CliWrap;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class ExecutableTests
{
    [Fact]
    public void Terraform_that_is_not_on_the_path_is_a_problem_with_a_way_out()
    {
        using var folder = new TemporaryFolder();

        var problem = Assert.Throws<ProblemException>(
            () => TerraformExecutable.Locate(null, new Dictionary<string, string> { ["PATH"] = folder.Path }));

        Assert.StartsWith("terraform is not on PATH", problem.Problem, StringComparison.Ordinal);
        Assert.StartsWith("Install Terraform 1.11 or newer", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_terraform_is_refused()
    {
        var problem = Assert.Throws<ProblemException>(() => TerraformExecutable.RequireSupported("terraform", new Version(1, 10, 5)));

        Assert.Contains("1.10.5", problem.Problem, StringComparison.Ordinal);
        TerraformExecutable.RequireSupported("terraform", new Version(1, 11, 0));
    }

    [Fact(Timeout = 180_000)]
    public async Task Events_and_diagnostics_are_read_from_json()
    {
        SkipOnWindows();
        using var folder = new TemporaryFolder();
        var script = folder.Script("terraform", """
            cat <<'EVENTS'
            {"type":"version","terraform":"1.11.4","ui":"1.2"}
            not json
            {"type":"planned_change","change":{"resource":{"addr":"aws_vpc.this"},"action":"create"}}
            {"type":"diagnostic","diagnostic":{"severity":"error","summary":"S","detail":"D\nE","address":"aws_vpc.this","range":{"filename":"main.tf","start":{"line":3}}}}
            EVENTS
            exit 1
            """);
        var seen = new Collected();

        var failure = await Assert.ThrowsAsync<TerraformException>(() => new TerraformCli(script, folder.Path) { Progress = seen }
            .PlanAsync(new PlanOptions(), TestContext.Current.CancellationToken));

        Assert.Equal((1, "plan"), (failure.ExitCode, failure.Command));
        Assert.Equal(("S: D E", "aws_vpc.this", "main.tf", 3), (failure.FirstError.Text, failure.FirstError.Address, failure.FirstError.File, failure.FirstError.Line));
        Assert.Contains(new TerraformProgress.ChangePlanned("aws_vpc.this", "create"), seen.Items);
        Assert.Contains("not json", failure.ErrorText, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_plan_with_changes_is_an_outcome()
    {
        SkipOnWindows();
        using var folder = new TemporaryFolder();
        var script = folder.Script("terraform", """
            echo '{"type":"change_summary","changes":{"add":2,"change":1,"remove":0,"operation":"plan"}}'
            exit 2
            """);

        var outcome = await new TerraformCli(script, folder.Path).PlanAsync(new PlanOptions(), TestContext.Current.CancellationToken);

        Assert.Equal((true, 2, 1, 0), (outcome.HasChanges, outcome.Add, outcome.Change, outcome.Remove));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_command_that_dies_without_json_tells_what_it_wrote_last()
    {
        SkipOnWindows();
        using var folder = new TemporaryFolder();
        var script = folder.Script("terraform", "echo 'panic: oh' >&2; exit 11");

        var failure = await Assert.ThrowsAsync<TerraformException>(
            () => new TerraformCli(script, folder.Path).ShowAsync(new ShowOptions(), (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken));

        Assert.Equal("terraform show ended with exit code 11: panic: oh", failure.Message);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_cancelled_command_is_interrupted_first()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs flock.");
        using var folder = new TemporaryFolder();
        var script = folder.Script("terraform", """
            trap '' INT
            flock alive sleep 600 &
            echo '{"type":"log","@message":"started"}'
            while true; do wait; done
            """);

        await CancelOnceStartedAsync(script, folder.Path, TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);

        // The lock is free when whoever held it is gone, and not before: the deadline is shorter than the child's sleep.
        await Cli.Wrap("flock").WithArguments([folder.At("alive"), "true"]).ExecuteAsync(TestContext.Current.CancellationToken);
    }

    private static async Task CancelOnceStartedAsync(string script, string folder, TimeSpan grace, CancellationToken cancellationToken)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var terraform = new TerraformCli(script, folder)
        {
            Grace = grace,
            Progress = new Collected(progress =>
            {
                if (progress is TerraformProgress.Initializing)
                    cancel.Cancel();
            }),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => terraform.InitAsync(new InitOptions(), cancel.Token));
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for terraform is a shell script.");

    private sealed class Collected(Action<TerraformProgress>? then = null) : IProgress<TerraformProgress>
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<TerraformProgress> _items = new();

        public IEnumerable<TerraformProgress> Items => _items;

        public void Report(TerraformProgress value)
        {
            _items.Enqueue(value);
            then?.Invoke(value);
        }
    }
}
