using System.Text.Json;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths;

public sealed class ReportTests
{
    private static readonly InvokePath Blocked = Scenario.Endpoint.Remove("aws_vpc_security_group_egress_rule.out").Judge();

    [Fact]
    public void The_text_has_a_mark_a_hop_and_the_fix_below_and_fits_80_columns()
    {
        var text = Text(color: false);

        Assert.StartsWith("caller -> callee: Blocked via interface endpoint", text, StringComparison.Ordinal);
        Assert.Contains("\n  ✓ ENI setup          ", text, StringComparison.Ordinal);
        Assert.Contains(
            """
              ✗ caller egress      aws_security_group.caller has no egress rule: Terraform's
                                   aws_security_group removes AWS's allow-all egress, which
                                   CloudFormation and SAM keep.
                                   ENI_SG_RULES_MISMATCH at aws_security_group.caller
                                   (egress)
                                   Fix: Add resource "aws_vpc_security_group_egress_rule"
            """.ReplaceLineEndings(), text.ReplaceLineEndings(), StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    /// <summary>A person copies it.</summary>
    [Fact]
    public void A_long_ARN_begins_further_left_and_is_not_broken()
    {
        const string arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";
        var hop = new Hop
        {
            Kind = HopKind.EniSetup,
            Result = HopResult.Passed,
            Code = "CODE",
            Message = $"Some words before {arn} and some after it, which go on until the line is full.",
        };
        var writer = new StringWriter();

        TextReport.Write(writer, Blocked with { Hops = [hop] }, color: false);

        var lines = writer.ToString().Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        Assert.Contains(lines, line => line.TrimStart().StartsWith(arn, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Color_is_there_only_when_asked_for()
    {
        Assert.DoesNotContain("\e[", Text(color: false), StringComparison.Ordinal);
        Assert.Contains("\e[31mBlocked via interface endpoint\e[0m", Text(color: true), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_has_its_documented_shape()
    {
        using var json = JsonDocument.Parse(JsonReport.Write([Blocked]));

        Assert.Equal("1.0", json.RootElement.GetProperty("formatVersion").GetString());
        var path = json.RootElement.GetProperty("paths")[0];
        Assert.Equal(
            ("aws_lambda_function.caller", "aws_lambda_function.callee", "lambda", "Blocked", "InterfaceEndpoint"),
            (Get(path, "caller"), Get(path, "callee"), Get(path, "service"), Get(path, "verdict"), Get(path, "via")));
        var hop = path.GetProperty("hops").EnumerateArray().Single(hop => Get(hop, "result") == "Blocked");
        Assert.Equal(["hop", "result", "code", "address", "attribute", "message", "fix"], hop.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("CallerEgress", "ENI_SG_RULES_MISMATCH"), (Get(hop, "hop"), Get(hop, "code")));
    }

    private static string? Get(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Text(bool color)
    {
        var writer = new StringWriter();
        TextReport.Write(writer, Blocked, color);
        return writer.ToString();
    }
}
