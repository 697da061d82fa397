using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class PolicyDocumentReadsTests
{
    [Fact]
    public void References_of_a_policy_document_go_through_local_values_and_lines_stay()
    {
        const string text = """
            data "aws_iam_policy_document" "invoke" {
              for_each = aws_lambda_function.many
              statement {
                resources = ["${aws_lambda_function.the-callee.arn}:*", aws_lambda_function.many["a"].arn, data.aws_lambda_function.many.arn]
              }
              depends_on = [
                aws_lambda_function.many,
              ]
            }
            data "aws_subnets" "this" {
              filter = aws_lambda_function.many
            }
            resource "aws_lambda_function" "many" {
              role = aws_lambda_function.many
            }
            """;

        var freed = Free(text, "aws_lambda_function.the-callee", "aws_lambda_function.many");

        Assert.Equal(
            """
            data "aws_iam_policy_document" "invoke" {
              for_each = local.private_invoke_7_aws_lambda_function_many
              statement {
                resources = ["${local.private_invoke_7_aws_lambda_function_the-callee.arn}:*", local.private_invoke_7_aws_lambda_function_many["a"].arn, data.aws_lambda_function.many.arn]
              }
              depends_on = [

              ]
            }
            """,
            string.Join('\n', freed.Split('\n')[..9].Select(line => line.TrimEnd())));
        Assert.Equal(text.Split('\n')[8..], freed.Split('\n')[8..15]);
        Assert.EndsWith(
            """

            locals {
              private_invoke_7_aws_lambda_function_many = aws_lambda_function.many
              private_invoke_7_aws_lambda_function_the-callee = aws_lambda_function.the-callee
            }

            """,
            freed,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_waits_for_nothing_and_anything_else_is_left_as_it_is()
    {
        var freed = Free("module \"m\" {\n  depends_on = [module.n, a.b.id]\n}\nresource \"a\" \"b\" {\n  depends_on = [a.c]\n}\n", "a.b").Split('\n');

        Assert.Equal(["module \"m\" {", "  depends_on = []", "}", "resource \"a\" \"b\" {", "  depends_on = [a.c]", "}", ""], freed.Select(line => line.Replace(new string(' ', 16), "", StringComparison.Ordinal)));
    }

    private static string Free(string text, params string[] resources)
    {
        using var folder = new TemporaryFolder();
        return PolicyDocumentReads.Free(HclFile.Read(folder.Write("main.tf", text)), text, resources.ToHashSet(), 7);
    }
}
