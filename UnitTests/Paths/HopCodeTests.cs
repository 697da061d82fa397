using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Paths.Rows;

namespace PrivateInvoke.UnitTests.Paths;

public sealed partial class HopCodeTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>What the sources write in capitals and is no code: environment variables, and words of other people's.</summary>
    private static readonly string[] NoCodes = ["AWS_", "LAMBDA_", "OTEL_", "CLOUDWATCH_LOGS", "SECRETS_MANAGER", "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    [Fact]
    public void Every_code_that_the_rules_use_is_explained_and_no_other_is()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Repository, "src", "PrivateInvoke", "Paths"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(text => !NoCodes.Any(other => text.StartsWith(other, StringComparison.Ordinal)))
            .Append("OK").Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(used, HopCode.All.Select(code => code.Code));
    }

    [Fact]
    public void A_hop_of_every_row_is_what_its_code_says_it_can_be()
    {
        foreach (var hop in RowTests.All.SelectMany(row => row.Judge().Hops))
        {
            var code = HopCode.Find(hop.Code);

            Assert.True(code.Hops.Count == 0 || code.Hops.Contains(hop.Kind), $"{hop.Code} at {hop.Kind}");
            Assert.True(code.Results.Contains(hop.Result) || (hop.Result is HopResult.Undecided && code.Results.Contains(HopResult.Blocked)), $"{hop.Code} {hop.Result}");
        }
    }

    [Fact]
    public void What_blocks_looks_to_the_caller_as_its_hop_does_or_cannot_be_applied()
    {
        foreach (var code in HopCode.All.Where(code => code.Results.Contains(HopResult.Blocked)))
        {
            Assert.Contains(code.CallerSees, code.Hops.Select(hop => hop.WhenBlocked()).Append(CallerSees.ApplyFails).Select(sees => sees.Sentence()));
        }
    }

    [Fact]
    public void A_code_has_a_page_unless_it_is_this_products_own_word()
    {
        string[] own = ["NOT_APPLICABLE", "NOT_MODELLED", "OK"];

        Assert.Equal(own, HopCode.All.Where(code => code.Page is null).Select(code => code.Code));
        Assert.All(HopCode.All, code => Assert.All([code.Meaning, code.Fix, code.CallerSees], text => Assert.EndsWith(".", text, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_is_what_the_catalog_says()
    {
        var page = Path.Combine(Repository, "docs", "codes.md");

        Assert.True(
            File.ReadAllText(page).ReplaceLineEndings("\n") == CodeReport.Markdown(),
            "docs/codes.md is not what codes.tsv says. Write it again with: private-invoke explain --format markdown > docs/codes.md");
    }

    [Fact]
    public void A_code_is_found_in_small_letters_and_one_that_is_not_there_names_those_like_it()
    {
        Assert.Equal("PRIVATE_DNS_OFF", HopCode.Find("private_dns_off").Code);

        var problem = Assert.Throws<ProblemException>(() => HopCode.Find("PRIVATE_DNS"));

        Assert.Contains("PRIVATE_DNS_OFF", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("private-invoke explain", problem.Remedy, StringComparison.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"")]
    private static partial Regex Literal();
}
