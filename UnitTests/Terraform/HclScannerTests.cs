using CsCheck;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class HclScannerTests
{
    [Fact]
    public void Blocks_have_types_labels_lines_and_attributes()
    {
        var block = Assert.Single(Scan("""
            # resource "not" "this" {}
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16" // why
              tags       = { Name = "x", Other = "}" }
            }
            """));

        Assert.Equal(("resource", 2), (block.Type, block.Line));
        Assert.Equal(["aws_vpc", "this"], block.Labels);
        Assert.Equal("10.0.0.0/16", block.Literal("cidr_block"));
        Assert.Equal("""{ Name = "x", Other = "}" }""", block.Attributes["tags"]);
        Assert.Null(block.Literal("tags"));
    }

    [Fact]
    public void Strings_heredocs_and_comments_hide_braces()
    {
        var blocks = Scan("""
            locals {
              a = "${join("}", [for x in var.y : "{${x}"])} $${not}"
              b = <<-EOT
                } resource "no" "no" {
              EOT
              c = /* } */ 1
            }

            output "d" { value = local.a }
            """);

        Assert.Equal(["locals", "output"], blocks.Select(block => block.Type));
        Assert.Equal(["a", "b", "c"], blocks[0].Attributes.Keys);
        Assert.Equal("local.a", blocks[1].Attributes["value"]);
    }

    [Fact]
    public void Nested_blocks_have_the_place_that_they_are_at()
    {
        const string text = """
            provider "aws" {
              region = "eu-west-1"
              assume_role {
                role_arn = "arn"
              }
            }
            """;

        var nested = Assert.Single(Assert.Single(Scan(text)).Blocks);

        Assert.Equal("assume_role", nested.Type);
        Assert.StartsWith("assume_role {", text[nested.Start..nested.End], StringComparison.Ordinal);
        Assert.EndsWith("}", text[nested.Start..nested.End], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resource \"a\" \"b\" {")]
    [InlineData("resource \"a")]
    [InlineData("= = {{ }} ]")]
    [InlineData("a = <<EOT\nnever ends")]
    [InlineData("x = \"${")]
    [InlineData("/* never ends")]
    public void What_is_not_hcl_ends_the_scan(string text) => Assert.NotNull(Scan(text));

    [Fact]
    public void Every_text_is_scanned_to_its_end() =>
        Gen.Char["ab \n\"${}[]()=<E-#/*,\\%"].Array[0, 60].Sample(text => Scan(new string(text)) is not null);

    private static IReadOnlyList<HclBlock> Scan(string text) => HclScanner.Scan(text).Blocks;
}
