using System.Text;
using PrivateInvoke.Expectations;

namespace PrivateInvoke.UnitTests.Expectations;

public sealed class ExpectationFileTests
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    [Fact]
    public void A_file_says_what_must_be_reachable_what_must_not_and_what_is_accepted()
    {
        var file = Read("""
            {
              "$schema": "https://example.com/schema.json",
              "reachable": [{ "from": "orders", "to": "prices" }, { "from": "orders", "service": "s3" }],
              "unreachable": [{ "from": "*", "to": "admin" }], // comments are allowed
              "accepted": [{ "code": "open_to_all_addresses", "address": "aws_security_group.endpoint", "reason": "A test stack.", "until": "2026-11-29" }],
            }
            """);

        Assert.Equal([new ExpectedPath("orders", "prices", "lambda"), new ExpectedPath("orders", null, "s3")], file.Reachable);
        Assert.Equal([new ExpectedPath("*", "admin", "lambda")], file.Unreachable);
        Assert.Equal([new Acceptance("OPEN_TO_ALL_ADDRESSES", "aws_security_group.endpoint", null, null, "A test stack.", Today)], file.Accepted);
    }

    [Theory]
    [InlineData("""{ "reachble": [] }""", "\"reachble\"", "reachable, unreachable, accepted")]
    [InlineData("""{ "reachable": [{ "form": "a", "to": "b" }] }""", "\"form\" in reachable[0]", "from, to, service")]
    [InlineData("""{ "accepted": [{ "codes": "OK" }] }""", "\"codes\" in accepted[0]", "code, address")]
    [InlineData("""{ "reachable": [{ "to": "b" }] }""", "no \"from\" in reachable[0]", "caller")]
    [InlineData("""{ "unreachable": [{ "from": "b" }] }""", "no \"to\" in unreachable[0]", "callee")]
    [InlineData("""{ "reachable": [{ "from": "a", "to": "b", "service": "s3" }] }""", "\"to\" and \"service\"", "Leave one")]
    [InlineData("""{ "accepted": [{ "code": "NO_SUCH_CODE", "reason": "x", "until": "2027-01-01" }] }""", "NO_SUCH_CODE", "private-invoke explain")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "until": "2027-01-01" }] }""", "no \"reason\"", "why")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "reason": "x", "until": "1.1.2027" }] }""", "no \"until\"", "2027-01-31")]
    [InlineData("""{ "accepted": [{ "code": "NAT_NOT_USED", "reason": "x", "until": "2026-11-28" }] }""", "until 2026-11-28, which is past", "later date")]
    [InlineData("""{ "reachable": 1 }""", "line 1", "docs/check.md")]
    [InlineData("""{ "reachable": [ }""", "line 1", "docs/check.md")]
    public void What_is_wrong_is_named_with_its_place(string json, string problem, string remedy)
    {
        var found = Assert.Throws<ProblemException>(() => Read(json));

        Assert.Contains(problem, found.Problem, StringComparison.Ordinal);
        Assert.Contains("private-invoke", found.Problem + found.Remedy, StringComparison.Ordinal);
        Assert.Contains(remedy, found.Remedy, StringComparison.Ordinal);
    }

    private static ExpectationFile Read(string json) => ExpectationFile.Read(Encoding.UTF8.GetBytes(json), ExpectationFile.DefaultName, Today);
}
