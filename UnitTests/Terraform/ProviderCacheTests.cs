using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class ProviderCacheTests
{
    private const string Known = "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/provider";
    private const string New = "registry.terraform.io/hashicorp/aws/6.0.0/linux_amd64/provider";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task What_an_init_that_failed_unpacked_is_removed_and_the_rest_stays()
    {
        using var folder = new TemporaryFolder();
        folder.Write(Known, "whole");

        await Assert.ThrowsAsync<IOException>(() => Cache(folder).FillAsync(() => throw new IOException(folder.Write(New, "ha")), Cancel));

        Assert.Equal((true, false), (File.Exists(folder.At(Known)), Directory.Exists(Path.GetDirectoryName(folder.At(New)))));
    }

    [Fact(Timeout = 180_000)]
    public async Task What_a_killed_host_left_half_is_removed_before_the_next_init()
    {
        using var folder = new TemporaryFolder();
        folder.Write(Known, "whole");
        var killed = new TaskCompletionSource();
        var never = Cache(folder).FillAsync(() => killed.Task, Cancel);
        var marker = File.ReadAllText(folder.At("whole"));
        folder.Write(New, "ha");
        killed.SetResult();
        await never;
        folder.Write("whole", marker);

        var seen = true;
        var byAnotherPath = new ProviderCache(folder.At("..", Path.GetFileName(folder.Path)), TimeProvider.System, progress: null);
        await byAnotherPath.FillAsync(() => Task.FromResult(seen = File.Exists(folder.At(New))), Cancel);

        Assert.Equal((true, false), (File.Exists(folder.At(Known)), seen));
    }

    [Fact(Timeout = 180_000)]
    public async Task What_an_init_unpacked_stays_and_the_next_one_waits_for_it()
    {
        using var folder = new TemporaryFolder();
        var first = new TaskCompletionSource();
        var one = Cache(folder).FillAsync(() => first.Task, Cancel);
        var two = Cache(folder).FillAsync(() => Task.FromResult(File.Exists(folder.At(New)) ? true : throw new IOException("It did not wait.")), Cancel);

        Assert.False(two.IsCompleted);
        folder.Write(New, "whole");
        first.SetResult();

        await Task.WhenAll(one, two);
        Assert.True(File.Exists(folder.At(New)));
    }

    private static ProviderCache Cache(TemporaryFolder folder) => new(folder.Path, TimeProvider.System, progress: null);
}
