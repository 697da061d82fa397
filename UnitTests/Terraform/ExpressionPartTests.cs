using CsCheck;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

/// <summary>Which part of an expression gives way when something at a place in it fails.</summary>
public sealed class ExpressionPartTests
{
    [Theory]
    [InlineData("§base64decode(data.a.b.c)", "base64decode(data.a.b.c)")]
    [InlineData("upper(§base64decode(x))", "base64decode(x)")]
    [InlineData("parseint(§x, 10)", "x")]
    [InlineData("f(a, §g(b), c)", "g(b)")]
    [InlineData("{ a = 1, b = §f(x) }", "f(x)")]
    [InlineData("{\n  a = 1 # one\n  b = §f(x)\n  c = 2\n}", "f(x)")]
    [InlineData("{ \"a.b\" : §f(x) }", "f(x)")]
    [InlineData("[1, §f(x), 3]", "f(x)")]
    [InlineData("\"a-${§f(\"x\")}-b\"", "f(\"x\")")]
    [InlineData("<<-EOT\n  a: ${§f(x)}\nEOT", "f(x)")]
    [InlineData("a.b[§f(x)].c", "a.b[f(x)].c")]
    [InlineData("split(\",\", x)§[3]", "split(\",\", x)[3]")]
    [InlineData("[for one in x : §f(one)]", "[for one in x : f(one)]")]
    [InlineData("{ for k, v in x : k => §f(v) }", "{ for k, v in x : k => f(v) }")]
    [InlineData("c ? §f(x) : g(y)", "c ? f(x) : g(y)")]
    [InlineData("{ (a == \"b\" ? \"x\" : \"y\") = §f(x) }", "f(x)")]
    public void The_innermost_part_around_a_place_can_be_replaced(string marked, string expected)
    {
        var at = marked.IndexOf('§');
        var text = marked.Remove(at, 1);

        var parts = ExpressionParts.Around(text, 0..text.Length, at);

        Assert.Equal(expected, text[parts[0]]);
        Assert.Equal(text, text[parts[^1]]);
    }

    [Fact]
    public void A_text_that_ends_in_the_middle_of_an_interpolation_is_one_part() =>
        Assert.Equal([0..3], ExpressionParts.Around("\"${", 0..3, offset: 2));

    [Fact]
    public void Any_text_has_parts_that_lie_in_each_other() =>
        Gen.Select(Gen.Char["ab \n\"${}[]()=<E-#/*,:\\%"].Array[1, 60], Gen.Int[0, 59]).Sample((characters, at) =>
        {
            var text = new string(characters);
            var parts = ExpressionParts.Around(text, 0..text.Length, Math.Min(at, text.Length - 1));
            return parts.Zip(parts.Skip(1)).All(pair =>
                pair.Second.Start.Value <= pair.First.Start.Value && pair.First.End.Value <= pair.Second.End.Value);
        });

    [Fact]
    public void A_file_in_JSON_has_the_blocks_of_one_in_native_syntax()
    {
        var file = HclFile.Of("cdk.tf.json", """
            {
              "//": { "metadata": "none" },
              "terraform": { "required_providers": { "aws": { "source": "aws", "version": "5.100.0" } } },
              "module": { "m": { "source": "./m", "ids": ["${aws_vpc.a.id}", "${file(\"${path.module}/x.json\")}"] } },
              "resource": {
                "aws_vpc_endpoint": {
                  "lambda": {
                    "vpc_id": "${aws_vpc.a.id}",
                    "timeouts": { "create": "5m" }
                  }
                }
              }
            }
            """);

        var endpoint = Assert.Single(file.Blocks, block => block.Type == "resource");
        Assert.Equal(["aws_vpc_endpoint", "lambda"], endpoint.Labels);
        Assert.Equal(("aws_vpc.a.id", 7), (endpoint.Attributes["vpc_id"], endpoint.Line));
        Assert.Equal("\"${aws_vpc.a.id}\"", file.Text[endpoint.Places["vpc_id"]]);
        Assert.Equal("./m", file.Blocks.Single(block => block.Type == "module").Literal("source"));
        Assert.Equal("{ source = \"aws\", version = \"5.100.0\" }", file.Blocks.Single(block => block.Type == "terraform").Blocks[0].Attributes["aws"]);
        Assert.Contains("${path.module}/x.json", file.Strings);
        Assert.Contains("file(\"${path.module}/x.json\")", file.Code, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Blocks, block => block.Type == "//");
    }
}
