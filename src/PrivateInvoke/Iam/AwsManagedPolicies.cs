namespace PrivateInvoke.Iam;

/// <summary>AWS-managed policies by ARN. What is not in the data is not known, rather than empty.</summary>
public static class AwsManagedPolicies
{
    /// <summary>
    /// The actions that the data answers for; of any other it says nothing, and so no answer follows from it: no operator has this
    /// condition's name, and the statement is undecided for whatever action it speaks of.
    /// </summary>
    private const string Undecided =
        """
        { "Effect": "Allow", "NotAction": [
          "lambda:InvokeFunction", "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface",
          "ec2:DescribeSubnets", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"
        ], "Resource": "*", "Condition": { "NotInTheData": { "aws:Unknown": "true" } } }
        """;

    private static readonly Lazy<Dictionary<string, (string Text, PolicyDocument Document)>> Documents = new(Load);

    /// <param name="arn"><c>arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole</c></param>
    public static PolicyDocument? Find(string arn) => Read(arn)?.Document;

    /// <summary>The document as JSON, as far as the data has it.</summary>
    public static string? Text(string arn) => Read(arn)?.Text;

    /// <param name="partition"><c>aws</c></param>
    public static IEnumerable<string> Arns(string partition) =>
        Documents.Value.Keys.Order(StringComparer.Ordinal).Select(name => $"arn:{partition}:iam::aws:policy/{name}");

    private static (string Text, PolicyDocument Document)? Read(string arn) =>
        arn.Split(':', 6) is ["arn", _, "iam", "", "aws", var resource] && resource.StartsWith("policy/", StringComparison.Ordinal)
            && Documents.Value.TryGetValue(resource["policy/".Length..], out var found)
            ? found
            : null;

    private static Dictionary<string, (string Text, PolicyDocument Document)> Load()
    {
        var documents = new Dictionary<string, (string Text, PolicyDocument Document)>(StringComparer.Ordinal);
        foreach (var (name, _, statement) in AwsManagedPolicyData.Speaking)
            Add(name, $"{statement}, {Undecided}");

        foreach (var name in AwsManagedPolicyData.Silent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Add(name, Undecided);

        return documents;

        void Add(string name, string statements)
        {
            var text = $$"""{ "Version": "2012-10-17", "Statement": [{{statements}}] }""";
            documents.Add(name, (text, PolicyReader.Read(text)!));
        }
    }
}
