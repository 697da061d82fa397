using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>What the two functions and their roles are made with.</summary>
internal static class FunctionRows
{
    private const string Caller = "aws_lambda_function.caller";
    private const string Callee = "aws_lambda_function.callee";
    private const string Attachment = "aws_iam_role_policy_attachment.vpc";

    public static IEnumerable<RowCase> Cases =>
    [
        new("eni-setup", "passes", HopKind.EniSetup, Scenario.Endpoint),
        new("eni-setup", "blocks", HopKind.EniSetup, Scenario.Endpoint.Remove(Attachment)),
        new("eni-setup", "blocks-explicitly", HopKind.EniSetup,
            Scenario.Endpoint.Add("aws_iam_role_policy.deny", ("role", "caller"), ("policy", Scenario.Policy("Deny", "ec2:*", "*")))),
        new("eni-setup", "warns", HopKind.EniSetup, Scenario.Endpoint.Remove(Attachment).Add("aws_iam_role_policy.eni", ("role", "caller"), ("policy",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DeleteNetworkInterface"],"Resource":"*"}}"""))),
        new("eni-setup", "undecided", HopKind.EniSetup, Scenario.Endpoint.Hide(Attachment, "policy_arn")),

        new("concurrency", "passes", HopKind.Concurrency, Scenario.Endpoint.Set(Callee, "reserved_concurrent_executions", 5)),
        new("concurrency", "blocks", HopKind.Concurrency, Scenario.Endpoint.Set(Callee, "reserved_concurrent_executions", 0)),
        new("concurrency", "warns", HopKind.Concurrency, Scenario.Endpoint.Set(Caller, "reserved_concurrent_executions", 0)),
        new("concurrency", "undecided", HopKind.Concurrency, Scenario.Endpoint.Hide(Callee, "reserved_concurrent_executions")),

        new("timeouts", "passes", HopKind.Timeouts, Scenario.Endpoint),
        new("timeouts", "warns", HopKind.Timeouts, Scenario.Endpoint.Set(Callee, "timeout", 30)),

        new("recursion", "warns", HopKind.Recursion, Loop),
        new("recursion", "passes", HopKind.Recursion,
            Loop.Add("aws_lambda_function_recursion_config.caller", ("function_name", "caller"), ("recursive_loop", "Allow"))),
    ];

    private static TestPlan Loop => Scenario.Endpoint.Add("aws_iam_role_policy.back", ("role", "callee"),
        ("policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:000000000000:function:caller")));
}
