using System.IO.Compression;
using System.Xml.Linq;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>What is in the packages: docs/decisions/0015-packages.md.</summary>
public sealed class PackageContentTests(PackedFeed feed)
{
    private static readonly string[] Libraries = ["PrivateInvoke", "PrivateInvoke.Explorer", "PrivateInvoke.Isolation", "PrivateInvoke.Local", "PrivateInvoke.Machine", "PrivateInvoke.Terraform", "PrivateInvoke.Testing"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_800_000)]
    public async Task Everything_that_people_name_is_packed_with_what_it_depends_on()
    {
        await feed.PackedAsync(Cancel);

        var ids = feed.Packages.Select(package => Path.GetFileName(package)[..^$".{feed.Version}.nupkg".Length]).ToList();

        Assert.Superset(Libraries.Append("PrivateInvoke.Tool").ToHashSet(), ids.ToHashSet());
        Assert.Empty(ids.Except([.. Libraries, "PrivateInvoke.Tool", "PrivateInvoke.Hosting", "PrivateInvoke.Hosting.AWS"]));
        TestContext.Current.TestOutputHelper?.WriteLine($"{ids.Count} packages in {feed.Elapsed.TotalSeconds:0} s: {string.Join(", ", ids)}");
    }

    [Fact(Timeout = 1_800_000)]
    public async Task No_package_has_a_stand_in_or_depends_on_one()
    {
        await feed.PackedAsync(Cancel);

        Assert.All(feed.Packages, package =>
        {
            using var zip = ZipFile.OpenRead(package);
            Assert.DoesNotContain(zip.Entries, entry => entry.Name.StartsWith("AWSSDK.Lambda", StringComparison.Ordinal)
                || entry.Name.StartsWith("Amazon.Lambda", StringComparison.Ordinal) || entry.Name.StartsWith("Aspire.Hosting.AWS", StringComparison.Ordinal)
                || entry.Name.StartsWith("LocalStack.Client", StringComparison.Ordinal));
            Assert.DoesNotContain("standin", Nuspec(zip).ToString(), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Each_says_what_it_is_whose_it_is_and_how_it_is_used()
    {
        await feed.PackedAsync(Cancel);

        Assert.All(feed.Packages, package =>
        {
            using var zip = ZipFile.OpenRead(package);
            var nuspec = Nuspec(zip);
            Assert.Equal("MIT", Text(nuspec, "license"));
            Assert.Equal("icon.png", Text(nuspec, "icon"));
            Assert.Equal("README.md", Text(nuspec, "readme"));
            Assert.NotEqual("Package Description", Text(nuspec, "description"));
            Assert.NotNull(zip.GetEntry("icon.png"));
            using var readme = new StreamReader(zip.GetEntry("README.md")!.Open());
            Assert.StartsWith("# ", readme.ReadToEnd(), StringComparison.Ordinal);
        });
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Each_library_has_its_documentation_and_its_symbols()
    {
        await feed.PackedAsync(Cancel);

        Assert.All(Libraries, id =>
        {
            using var zip = ZipFile.OpenRead(feed.PackageOf(id));
            Assert.NotNull(zip.GetEntry($"lib/net10.0/{id}.xml"));
            using var symbols = ZipFile.OpenRead(Path.ChangeExtension(feed.PackageOf(id), ".snupkg"));
            Assert.NotNull(symbols.GetEntry($"lib/net10.0/{id}.pdb"));
        });
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_verdict_depends_on_no_package()
    {
        await feed.PackedAsync(Cancel);

        using var zip = ZipFile.OpenRead(feed.PackageOf("PrivateInvoke"));

        Assert.DoesNotContain(Nuspec(zip).Descendants(), element => element.Name.LocalName == "dependency");
    }

    private static XDocument Nuspec(ZipArchive zip)
    {
        using var stream = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream);
    }

    private static string? Text(XDocument nuspec, string element) => nuspec.Descendants().FirstOrDefault(one => one.Name.LocalName == element)?.Value;
}
