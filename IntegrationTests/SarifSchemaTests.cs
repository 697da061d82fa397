using System.Formats.Tar;
using System.IO.Compression;
using CliWrap;
using NJsonSchema;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The report against OASIS's own schema of SARIF 2.1.0, as a package of Microsoft's carries it.</summary>
public sealed class SarifSchemaTests(TestRepository repository)
{
    private const string Package = "@microsoft/jest-sarif@1.0.0-beta.0";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_report_is_what_the_schema_of_SARIF_asks_for()
    {
        Programs.Require("terraform");
        var schema = await JsonSchema.FromJsonAsync(await SchemaAsync(Programs.Require("npm")), Cancel);
        var report = Path.Combine(repository.Path, "report.sarif");
        var check = await Verb.RunAsync(repository, repository.Path, ["check", "--infra", repository.SeedPort, "--format", "sarif", "--output", report], Cancel);
        Assert.Equal(1, check.ExitCode);
        var text = await File.ReadAllTextAsync(report, Cancel);

        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"level\"", "\"lavel\"", StringComparison.Ordinal)));
    }

    private async Task<string> SchemaAsync(string npm)
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Path, "schema")).FullName;
        var packed = await CliWrap.Cli.Wrap(npm).WithArguments(["pack", Package, "--silent"]).WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None).ExecuteAsync(Cancel);
        Assert.SkipUnless(packed.ExitCode == 0, $"npm cannot get {Package}.");

        await using var file = File.OpenRead(Assert.Single(Directory.GetFiles(folder, "*.tgz")));
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var archive = new TarReader(unzipped);
        while (await archive.GetNextEntryAsync(copyData: false, Cancel) is { } entry)
        {
            if (entry.Name.Contains("schemas/sarif-2.1.0", StringComparison.Ordinal))
                return await new StreamReader(entry.DataStream!).ReadToEndAsync(Cancel);
        }

        throw new InvalidOperationException($"{Package} has no schema.");
    }
}
