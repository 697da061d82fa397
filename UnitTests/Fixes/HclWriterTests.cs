using PrivateInvoke.Fixes;

namespace PrivateInvoke.UnitTests.Fixes;

public sealed class HclWriterTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\"")]
    [InlineData("${aws:username}", "\"$${aws:username}\"")]
    [InlineData("%{if}", "\"%%{if}\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    public void A_text_is_no_template(string text, string hcl) => Assert.Equal(hcl, HclWriter.Quoted(text));

    [Fact]
    public void A_key_that_is_no_identifier_is_quoted() =>
        Assert.Equal("{\n  \"aws:PrincipalArn\" = 1\n  Effect             = 2\n}", HclWriter.Object([("aws:PrincipalArn", "1"), ("Effect", "2")]));
}
