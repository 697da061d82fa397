using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Terraform;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Local;

public sealed class ModuleWatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_saved_file_of_the_root_module_is_a_change()
    {
        using var folder = new TemporaryFolder();
        var main = Path.Combine(folder.Path, "main.tf");
        await File.WriteAllTextAsync(main, "", Cancel);
        using var watch = new ModuleWatch(folder.Path, Path.Combine(folder.Path, "artifacts"), TimeProvider.System, new PlanOptions());

        await File.WriteAllTextAsync(main, "locals {}", Cancel);

        await watch.ChangedAsync(Cancel);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_local_module_beside_the_root_module_counts_too()
    {
        using var folder = new TemporaryFolder();
        var root = Directory.CreateDirectory(Path.Combine(folder.Path, "root")).FullName;
        var shared = Directory.CreateDirectory(Path.Combine(folder.Path, "shared")).FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "main.tf"), "module \"shared\" {\n  source = \"../shared\"\n}\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(shared, "main.tf"), "", Cancel);
        using var watch = new ModuleWatch(root, Path.Combine(folder.Path, "artifacts"), TimeProvider.System, new PlanOptions());

        File.Delete(Path.Combine(shared, "main.tf"));

        await watch.ChangedAsync(Cancel);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("templatefile(\"${path.module}/../templates/policy.json.tftpl\", {})", "templates/policy.json.tftpl")]
    [InlineData("file(\"../values.yaml\")", "values.yaml")]
    [InlineData("file(\"${path.module}/bin/banner.txt\")", "root/bin/banner.txt")]
    [InlineData("module.shared", "shared/templates/user.tftpl")]
    public async Task A_file_that_a_plan_reads_elsewhere_is_a_change(string expression, string file)
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "root/main.tf", $"module \"shared\" {{\n  source = \"../shared\"\n}}\nlocals {{\n  it = {expression}\n}}\n");
        await WriteAsync(folder, "shared/main.tf", "");
        await WriteAsync(folder, file, "before");
        using var watch = new ModuleWatch(Path.Combine(folder.Path, "root"), Path.Combine(folder.Path, "artifacts"), TimeProvider.System, new PlanOptions());

        await WriteAsync(folder, file, "after");

        await watch.ChangedAsync(Cancel);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_variables_file_that_an_option_names_is_a_change()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "root/main.tf", "");
        await WriteAsync(folder, "stages/dev.tfvars", "stage = \"dev\"\n");
        var variables = new PlanOptions { VariableFiles = [Path.Combine(folder.Path, "stages", "dev.tfvars")] };
        using var watch = new ModuleWatch(
            Path.Combine(folder.Path, "root"), Path.Combine(folder.Path, "artifacts"), TimeProvider.System, variables);

        await WriteAsync(folder, "stages/dev.tfvars", "stage = \"test\"\n");

        await watch.ChangedAsync(Cancel);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_file_that_is_named_while_the_module_is_watched_is_followed_from_then_on()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "root/main.tf", "");
        await WriteAsync(folder, "values.yaml", "before");
        using var watch = new ModuleWatch(Path.Combine(folder.Path, "root"), Path.Combine(folder.Path, "artifacts"), TimeProvider.System, new PlanOptions());
        await WriteAsync(folder, "root/main.tf", "locals {\n  it = file(\"../values.yaml\")\n}\n");
        await watch.ChangedAsync(Cancel);

        await WriteAsync(folder, "values.yaml", "after");

        await watch.ChangedAsync(Cancel);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("main.tf", "main.tf.off")]
    [InlineData("modules/network", "modules/old")]
    public async Task What_is_put_aside_under_another_name_is_a_change(string from, string to)
    {
        using var folder = new TemporaryFolder();
        var network = Directory.CreateDirectory(Path.Combine(folder.Path, "modules", "network")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(network, "main.tf"), "", Cancel);
        using var watch = new ModuleWatch(folder.Path, Path.Combine(folder.Path, "artifacts"), TimeProvider.System, new PlanOptions());

        Directory.Move(Path.Combine(folder.Path, from), Path.Combine(folder.Path, to));

        await watch.ChangedAsync(Cancel);
    }

    [Fact(Timeout = 180_000)]
    public async Task Many_files_at_once_are_one_change()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), "", Cancel);
        var time = new TimeWithTimers();
        using var watch = new ModuleWatch(folder.Path, Path.Combine(folder.Path, "artifacts"), time, new PlanOptions());

        for (var i = 0; i < 20; i++)
            await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{i}.tf"), "", Cancel);
        for (var i = 0; i < 20; i++)
            await time.SetAsync();
        var first = watch.ChangedAsync(Cancel);
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await first;
        Assert.False(watch.ChangedAsync(Cancel).IsCompleted);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_editors_own_files_and_generated_ones_are_no_change()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), "", Cancel);
        using var watch = new ModuleWatch(folder.Path, Path.Combine(folder.Path, "artifacts"), TimeProvider.System, new PlanOptions());

        await File.WriteAllTextAsync(Path.Combine(folder.Path, ".main.tf.swp"), "", Cancel);
        Directory.CreateDirectory(Path.Combine(folder.Path, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "artifacts", "main.tf"), "", Cancel);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.ChangedAsync(patience.Token));
    }

    private static async Task WriteAsync(TemporaryFolder folder, string file, string text)
    {
        var path = Path.Combine(folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, Cancel);
    }

    /// <summary>Time that passes when the test says so, and that tells each time a timer is set.</summary>
    private sealed class TimeWithTimers : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(base.CreateTimer(callback, state, dueTime, period), _set.Writer);

        public ValueTask<TimeSpan> SetAsync() => _set.Reader.ReadAsync(Cancel);

        private sealed class Timer(ITimer timer, ChannelWriter<TimeSpan> set) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var changed = timer.Change(dueTime, period);
                set.TryWrite(dueTime);
                return changed;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
