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

    private static string Replaced(string text) =>
        DeferredArns.Replace("main.tf", text, new Dictionary<string, string> { ["aws_sqs_queue.orders"] = Arn });
}
