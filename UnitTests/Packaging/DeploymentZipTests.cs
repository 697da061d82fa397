using System.IO.Compression;
using CsCheck;
using PrivateInvoke.Terraform.Packaging;

namespace PrivateInvoke.UnitTests.Packaging;

public sealed class DeploymentZipTests
{
    [Fact]
    public void Everybody_may_run_the_bootstrap_and_read_the_rest()
    {
        using var zip = Open(DeploymentZip.Write(new Dictionary<string, byte[]> { ["bootstrap"] = [1], ["appsettings.json"] = [2] }));

        Assert.Equal(
            [("appsettings.json", Convert.ToInt32("100644", 8)), ("bootstrap", Convert.ToInt32("100755", 8))],
            zip.Entries.Select(entry => (entry.FullName, (entry.ExternalAttributes >> 16) & 0xFFFF)));
    }

    [Fact]
    public void The_same_files_give_the_same_bytes_in_whatever_order_and_the_contents_come_back() =>
        Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Byte.Array[0, 2000])[1, 6].Sample(files =>
        {
            var written = DeploymentZip.Write(files);
            using var zip = Open(written);

            Assert.Equal(written, DeploymentZip.Write(files.Reverse().ToDictionary()));
            Assert.Equal(files.Count, zip.Entries.Count);
            Assert.All(zip.Entries, entry => Assert.Equal(files[entry.FullName], Content(entry)));
        });

    [Fact]
    public void Each_entry_says_that_Unix_made_it_so_that_its_permissions_count()
    {
        var bytes = DeploymentZip.Write(new Dictionary<string, byte[]> { ["bootstrap"] = [1], ["a"] = [2], ["b"] = [3] });

        var headers = Enumerable.Range(0, bytes.Length - 4).Where(at => bytes.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8)).ToList();

        Assert.Equal(3, headers.Count);
        Assert.All(headers, at => Assert.Equal(3, bytes[at + 5]));
    }

    private static ZipArchive Open(byte[] bytes) => new(new MemoryStream(bytes));

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(content);
        return content.ToArray();
    }
}
