using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class PlanWarningsTests
{
    [Fact]
    public void What_is_said_of_every_instance_is_one_line_with_the_count() => Assert.Equal(
        ["data.aws_caller_identity.this (3 instances, module.lambda[\"a.b\"].data.aws_caller_identity.this[0] the first): not read"],
        PlanWarnings.Lines(
        [
            Of("module.lambda[\"a.b\"].data.aws_caller_identity.this[0]"),
            Of("module.lambda[\"c\"].data.aws_caller_identity.this[0]"),
            Of("module.other.data.aws_caller_identity.this"),
            Of("module.other.data.aws_caller_identity.this"),
        ]));

    [Fact]
    public void What_is_said_once_or_otherwise_has_a_line_of_its_own() => Assert.Equal(
        ["data.aws_vpc.a: not read", "data.aws_vpc.b: not read", "data.aws_vpc.b: deprecated", "of nothing"],
        PlanWarnings.Lines(
        [
            Of("data.aws_vpc.a"), Of("data.aws_vpc.b"), Of("data.aws_vpc.b", "deprecated"), Of(null, "of nothing"), Of(null, "of nothing"),
        ]));

    private static TerraformDiagnostic Of(string? address, string summary = "not read") =>
        new() { Severity = TerraformSeverity.Warning, Summary = summary, Address = address };
}
