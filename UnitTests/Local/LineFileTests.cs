using PrivateInvoke.Local;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Local;

public sealed class LineFileTests
{
    [Fact(Timeout = 180_000)]
    public async Task Lines_are_in_the_file_in_their_order_when_it_is_closed()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "new", "a.log");

        await using (var file = new LineFile(path, append: false))
        {
            for (var i = 0; i < 1000; i++)
                file.Add($"{i}");
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), await ReadAsync(path));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_earlier_runs_lines_are_kept_aside_or_added_to()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.log");
        await WriteAsync(path, append: false, "first");

        await WriteAsync(path, append: true, "second");
        Assert.Equal(["first", "second"], await ReadAsync(path));

        await WriteAsync(path, append: false, "third");
        Assert.Equal(["third"], await ReadAsync(path));
        Assert.Equal(["first", "second"], await ReadAsync($"{path}.1"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_full_file_replaces_the_one_before()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.log");

        await using (var file = new LineFile(path, append: true, maxBytes: 100))
        {
            for (var i = 0; i < 1000; i++)
                file.Add($"{i:0000}");
        }

        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        Assert.InRange(new FileInfo($"{path}.1").Length, 100, 110);
        Assert.Equal("0999", (await ReadAsync($"{path}.1")).Concat(await ReadAsync(path)).Last());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_full_disk_ends_the_record_and_nothing_else()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no file here that is always full.");
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.log");
        File.CreateSymbolicLink(path, "/dev/full");
        var file = new LineFile(path, append: true);

        file.Add("lost");
        await file.DisposeAsync();

        file.Add("lost too");
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();

        var problem = Assert.Throws<ProblemException>(() => new LineFile(folder.Path, append: true));

        Assert.StartsWith($"'{folder.Path}' cannot be written: ", problem.Problem);
    }

    private static async Task WriteAsync(string path, bool append, string line)
    {
        await using var file = new LineFile(path, append);
        file.Add(line);
    }

    private static Task<string[]> ReadAsync(string path) => File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
}
