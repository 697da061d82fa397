using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class ImportFileTests
{
    private static readonly MadeResource[] Made = [new("aws_vpc.a[\"x\"]", "aws_vpc", "vpc-1"), new("module.m.aws_iam_role.b", "aws_iam_role", "role"), new("aws_route.c", "aws_route", "r-1")];

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

    [Fact]
    public void One_whose_id_has_to_be_looked_for_is_imported_by_a_data_source()
    {
        MadeResource[] made =
        [
            Made[1],
            new("module.n.aws_vpc_endpoint.e[0]", "aws_vpc_endpoint", "")
            {
                IsDone = false,
                Lookup = new ImportLookup([("vpc_id", "vpc-1"), ("service_name", "com.amazonaws.eu-west-1.lambda")]),
            },
        ];

        Assert.EndsWith(
            """
            import {
              to = module.n.aws_vpc_endpoint.e[0]
              id = data.aws_vpc_endpoint.private_invoke_import_1.id
            }

            data "aws_vpc_endpoint" "private_invoke_import_1" {
              vpc_id = "vpc-1"
              service_name = "com.amazonaws.eu-west-1.lambda"
            }


            """.ReplaceLineEndings("\n"),
            ImportFile.Text(made),
            StringComparison.Ordinal);
        Assert.Equal([made[1]], ImportFile.Failing(made, [Error(null, 0, "data.aws_vpc_endpoint.private_invoke_import_1")]));
    }

    private static TerraformDiagnostic Error(string? file, int line, string? address) =>
        new() { Severity = TerraformSeverity.Error, Summary = "", File = file, Line = line, Address = address };
}
