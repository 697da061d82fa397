using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using NJsonSchema;
using PrivateInvoke.Expectations;
using PrivateInvoke.Paths;

namespace PrivateInvoke.UnitTests.Expectations;

/// <summary>docs/private-invoke.schema.json against the reader: an editor accepts and refuses what a check does.</summary>
public sealed class ExpectationSchemaTests
{
    private static readonly string Docs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "docs"));

    [Fact]
    public async Task The_documented_file_is_accepted()
    {
        var document = Documented();

        Assert.Empty((await SchemaAsync()).Validate(document));
        Assert.Equal(2, Read(document).Reachable.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "reachable": [{ "from": "a", "to": "b", "service": "lambda" }] }""")]
    [InlineData("""{ "unreachable": [{ "from": "*", "service": "s3" }] }""")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "from": "a", "to": "b", "address": "*", "reason": "x", "until": "2027-01-01" }] }""")]
    public async Task What_the_reader_reads_the_schema_accepts(string json)
    {
        Read(json);

        Assert.Empty((await SchemaAsync()).Validate(json));
    }

    [Theory]
    [InlineData("""{ "reachble": [] }""")]
    [InlineData("""{ "reachable": 1 }""")]
    [InlineData("""{ "reachable": [1] }""")]
    [InlineData("""{ "reachable": [{ "$schema": "x", "from": "a", "to": "b" }] }""")]
    [InlineData("""{ "reachable": [{ "form": "a", "to": "b" }] }""")]
    [InlineData("""{ "reachable": [{ "to": "b" }] }""")]
    [InlineData("""{ "reachable": [{ "from": "a" }] }""")]
    [InlineData("""{ "reachable": [{ "from": 1, "to": "b" }] }""")]
    [InlineData("""{ "reachable": [{ "from": "a", "service": "lambda" }] }""")]
    [InlineData("""{ "unreachable": [{ "from": "a", "to": "b", "service": "s3" }] }""")]
    [InlineData("""{ "accepted": [{ "codes": "OK" }] }""")]
    [InlineData("""{ "accepted": [{ "reason": "x", "until": "2027-01-01" }] }""")]
    [InlineData("""{ "accepted": [{ "code": "NO_SUCH_CODE", "reason": "x", "until": "2027-01-01" }] }""")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "until": "2027-01-01" }] }""")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "reason": "  ", "until": "2027-01-01" }] }""")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "reason": "x" }] }""")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "reason": "x", "until": "1.1.2027" }] }""")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "reason": "x", "until": "2027-02-30" }] }""")]
    public async Task What_the_reader_refuses_the_schema_refuses(string json)
    {
        Assert.Throws<ProblemException>(() => Read(json));

        Assert.NotEmpty((await SchemaAsync()).Validate(json));
    }

    [Fact]
    public void It_knows_every_code_and_no_other()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs, "private-invoke.schema.json")));

        Assert.Equal(
            HopCode.All.Select(code => code.Code),
            schema.RootElement.GetProperty("definitions").GetProperty("acceptance").GetProperty("properties").GetProperty("code").GetProperty("enum")
                .EnumerateArray().Select(code => code.GetString()));
    }

    /// <summary>As docs/check.md shows it.</summary>
    private static string Documented()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "check.md")).ReplaceLineEndings("\n");
        var start = page.IndexOf("```json\n", page.IndexOf("## What is expected", StringComparison.Ordinal), StringComparison.Ordinal) + "```json\n".Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Path.Combine(Docs, "private-invoke.schema.json"), TestContext.Current.CancellationToken);

    private static ExpectationFile Read(string json) => ExpectationFile.Read(Encoding.UTF8.GetBytes(json), ExpectationFile.DefaultName, new DateOnly(2026, 11, 29));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
