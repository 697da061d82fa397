using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class ImportFileTests
{
    private static readonly MadeResource[] Made = [new("aws_vpc.a[\"x\"]", "vpc-1"), new("module.m.aws_iam_role.b", "role"), new("aws_route.c", "r-1")];

    [Fact]
    public void Each_resource_is_a_block_at_its_address() => Assert.StartsWith(
        "import {\n  to = aws_vpc.a[\"x\"]\n  id = \"vpc-1\"\n}\n\nimport {\n  to = module.m.aws_iam_role.b\n  id = \"role\"\n}\n",
        ImportFile.Text(Made),
        StringComparison.Ordinal);

    [Fact]
    public void An_error_names_one_by_its_line_or_its_address()
    {
        var failing = ImportFile.Failing(Made, [Error(ImportFile.Name, 7, null), Error(null, 0, "aws_route.c"), Error("main.tf", 1, null)]);

        Assert.Equal([Made[1], Made[2]], failing);
    }

    [Fact]
    public void An_error_names_one_by_its_id_too() => Assert.Equal(
        [Made[1]], ImportFile.Failing(Made, [Error(null, 0, null) with { Summary = "unexpected format of ID (\"role\"), expected <role>/<arn>" }]));

    [Fact]
    public void An_error_about_something_else_names_none() => Assert.Empty(ImportFile.Failing(Made, [Error("main.tf", 1, null), Error(null, 0, "aws_vpc.other")]));

    private static TerraformDiagnostic Error(string? file, int line, string? address) =>
        new() { Severity = TerraformSeverity.Error, Summary = "", File = file, Line = line, Address = address };
}
