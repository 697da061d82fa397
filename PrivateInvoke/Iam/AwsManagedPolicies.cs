namespace PrivateInvoke.Iam;

/// <summary>AWS-managed policies by ARN. What is not in the data is not known, rather than empty.</summary>
public static class AwsManagedPolicies
{
    /// <summary>The actions that the data answers for; of any other it says nothing, and so no answer follows from it.</summary>
    private static readonly string[] Answered =
    [
        "lambda:InvokeFunction", "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface",
        "ec2:DescribeSubnets", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses",
    ];

    // No operator has this name: the statement is undecided for whatever action it speaks of.
    private static readonly Statement Undecided = new()
    {
        Effect = Effect.Allow,
        NotActions = Answered,
        Resources = ["*"],
        Conditions = [new Condition("NotInTheData", "", [])],
    };

    private static readonly Lazy<Dictionary<string, PolicyDocument>> Documents = new(Load);

    /// <param name="arn"><c>arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole</c></param>
    public static PolicyDocument? Find(string arn) =>
        arn.Split(':', 6) is ["arn", _, "iam", "", "aws", var resource] && resource.StartsWith("policy/", StringComparison.Ordinal)
            ? Documents.Value.GetValueOrDefault(resource["policy/".Length..])
            : null;

    private static Dictionary<string, PolicyDocument> Load()
    {
        var documents = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal);
        foreach (var (name, _, statement) in AwsManagedPolicyData.Speaking)
        {
            var document = PolicyReader.Read($$"""{ "Version": "2012-10-17", "Statement": [{{statement}}] }""")!;
            documents.Add(name, document with { Statements = [.. document.Statements, Undecided] });
        }

        foreach (var name in AwsManagedPolicyData.Silent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            documents.Add(name, new PolicyDocument { Statements = [Undecided] });
        return documents;
    }
}
