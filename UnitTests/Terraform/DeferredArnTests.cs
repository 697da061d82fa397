using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class DeferredArnTests
{
    private const string Arn = "arn:aws:sqs:eu-west-1:000000000000:orders";

    [Theory]
    [InlineData("resource \"aws_iam_role_policy\" \"p\" {\n  policy = jsonencode({ Resource = data.aws_sqs_queue.orders.arn })\n}", "Resource = \"" + Arn + "\" })")]
    [InlineData("data \"aws_iam_policy_document\" \"p\" {\n  statement {\n    resources = [\"${data.aws_sqs_queue.orders[0].arn}/*\"]\n  }\n}", "[\"${\"" + Arn + "\"}/*\"]")]
    [InlineData("resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Resource = data.aws_sqs_queue.orders[each.key].arn })\n}", "Resource = \"" + Arn + "\" })")]
    public void An_ARN_in_a_policy_that_denies_nothing_has_a_symbol(string text, string part) =>
        Assert.Contains(part, Replaced(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("resource \"aws_lambda_function\" \"f\" {\n  kms_key_arn = data.aws_sqs_queue.orders.arn\n}")]
    [InlineData("resource \"aws_iam_role_policy\" \"p\" {\n  policy = jsonencode({ Effect = \"Deny\", Resource = data.aws_sqs_queue.orders.arn })\n}")]
    [InlineData("resource \"aws_iam_role_policy\" \"p\" {\n  policy = jsonencode({ Resource = data.aws_sqs_queue.others.arn })\n}")]
    [InlineData("resource \"aws_iam_role_policy\" \"p\" {\n  policy = jsonencode({ Resource = data.aws_sqs_queue.orders.url })\n}")]
    [InlineData("resource \"aws_iam_role_policy\" \"p\" {\n  policy = jsonencode({ Resource = data.aws_sqs_queue.orders[*].arn })[0]\n}")]
    [InlineData("resource \"aws_iam_role_policy\" \"p\" {\n  policy = jsonencode({ Resource = module.data.aws_sqs_queue.orders.arn })\n}")]
    public void Everything_else_stays_as_it_is_written(string text) => Assert.Equal(text, Replaced(text));

    [Fact]
    public void A_local_that_is_the_ARN_and_one_that_is_that_local_are_the_ARN_and_one_that_has_it_in_a_text_is_not()
    {
        var module = HclFile.Of("main.tf", """
            locals {
              again = local.queue
              queue = data.aws_sqs_queue.orders[0].arn
              all   = "${data.aws_sqs_queue.orders.arn}/*"
            }
            resource "aws_iam_policy" "p" {
              policy = jsonencode({ Resource = [local.again, local.all, local.queue_url] })
            }
            """);

        var arns = DeferredArns.WithLocals(module.Blocks, Arns);

        Assert.Equal(["data.aws_sqs_queue.orders.arn", "local.again", "local.queue"], arns.Keys.Order(StringComparer.Ordinal));
        Assert.Contains($"Resource = [\"{Arn}\", local.all, local.queue_url]", DeferredArns.Replace("main.tf", module.Text, arns), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_is_the_ARN_is_the_ARN_in_the_module_that_is_called()
    {
        var call = Assert.Single(HclFile.Of("main.tf", """
            module "caller" {
              source    = "./caller"
              queue_arn = data.aws_sqs_queue.orders.arn
              topic_arn = data.aws_sns_topic.orders.arn
            }
            """).Blocks);

        Assert.Equal(KeyValuePair.Create("var.queue_arn", Arn), Assert.Single(DeferredArns.Inputs(call, Arns)));
    }

    private static Dictionary<string, string> Arns => new() { ["data.aws_sqs_queue.orders.arn"] = Arn };

    private static string Replaced(string text) => DeferredArns.Replace("main.tf", text, Arns);
}
