using PrivateInvoke.Local;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Local;

public sealed class ModuleWatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_saved_file_of_the_root_module_is_a_change()
    {
        using var folder = new TemporaryFolder();
        var main = Path.Combine(folder.Path, "main.tf");
        await File.WriteAllTextAsync(main, "", Cancel);
        using var watch = new ModuleWatch(folder.Path, Path.Combine(folder.Path, "artifacts"), TimeProvider.System);

        await File.WriteAllTextAsync(main, "locals {}", Cancel);

        await watch.ChangedAsync(Cancel);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_local_module_beside_the_root_module_counts_too()
    {
        using var folder = new TemporaryFolder();
        var root = Directory.CreateDirectory(Path.Combine(folder.Path, "root")).FullName;
        var shared = Directory.CreateDirectory(Path.Combine(folder.Path, "shared")).FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "main.tf"), "module \"shared\" {\n  source = \"../shared\"\n}\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(shared, "main.tf"), "", Cancel);
        using var watch = new ModuleWatch(root, Path.Combine(folder.Path, "artifacts"), TimeProvider.System);

        File.Delete(Path.Combine(shared, "main.tf"));

        await watch.ChangedAsync(Cancel);
    }

    [Fact(Timeout = 30_000)]
    public async Task Many_files_at_once_are_one_change_and_others_are_none()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), "", Cancel);
        using var watch = new ModuleWatch(folder.Path, Path.Combine(folder.Path, "artifacts"), TimeProvider.System);

        for (var i = 0; i < 20; i++)
            await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{i}.tf"), "", Cancel);
        await watch.ChangedAsync(Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "notes.txt"), "", Cancel);
        Directory.CreateDirectory(Path.Combine(folder.Path, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "artifacts", "main.tf"), "", Cancel);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.ChangedAsync(patience.Token));
    }
}
