using System.Xml.Linq;
using PrivateInvoke.Iam;

namespace PrivateInvoke.Terraform.Answers;

/// <summary>
/// AWS-managed policies, by ARN or found by name. A document says what the data says of it, and leaves the rest undecided.
/// See https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
/// </summary>
internal static class ManagedPolicyAnswers
{
    private const string Version = "v1";

    private static readonly XNamespace Iam = "https://iam.amazonaws.com/doc/2010-05-08/";

    /// <returns>Null where the data has no such policy: it may be the account's own.</returns>
    public static XElement? Get(AwsQuestion question) =>
        question["PolicyArn"] is { } arn && AwsManagedPolicies.Text(arn) is not null
            ? Answer("GetPolicy", new XElement(Iam + "Policy", Describe(arn)))
            : null;

    /// <returns>Null where the data has no such policy.</returns>
    public static XElement? GetVersion(AwsQuestion question) =>
        question["PolicyArn"] is { } arn && AwsManagedPolicies.Text(arn) is { } text
            ? Answer("GetPolicyVersion", new XElement(
                Iam + "PolicyVersion",
                new XElement(Iam + "Document", Uri.EscapeDataString(text)),
                new XElement(Iam + "VersionId", Version),
                new XElement(Iam + "IsDefaultVersion", "true")))
            : null;

    /// <summary>
    /// Whether a configuration looks policies up by name, and only such that the data has: the provider takes minutes to find out that
    /// there is none of a name, and an error at once for what only the account knows.
    /// </summary>
    public static bool AreNamedIn(ModuleTree tree)
    {
        var names = tree.Blocks
            .Where(block => block is { Type: "data", Labels: ["aws_iam_policy", _] } && block.Attributes.ContainsKey("name"))
            .Select(block => block.Literal("name")).ToList();
        var known = AwsManagedPolicies.Arns("aws").Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return names.Count > 0 && names.All(name => name is not null && known.Contains(name));
    }

    /// <summary>All that the data has. An account with one of the same name has two, and there the look-up fails.</summary>
    public static XElement? List(AwsQuestion question)
    {
        var prefix = question["PathPrefix"] ?? "/";
        var partition = question.Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
            : question.Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
            : "aws";
        return Answer(
            "ListPolicies",
            new XElement(
                Iam + "Policies",
                AwsManagedPolicies.Arns(partition).Where(arn => PathOf(arn).StartsWith(prefix, StringComparison.Ordinal))
                    .Select(arn => new XElement(Iam + "member", Describe(arn)))),
            new XElement(Iam + "IsTruncated", "false"));
    }

    private static XElement[] Describe(string arn) =>
    [
        new(Iam + "PolicyName", NameOf(arn)),
        new(Iam + "Arn", arn),
        new(Iam + "Path", PathOf(arn)),
        new(Iam + "DefaultVersionId", Version),
        new(Iam + "IsAttachable", "true"),
    ];

    private static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <param name="arn"><c>arn:aws:iam::aws:policy/service-role/AWSLambdaRole</c>, whose path is <c>/service-role/</c></param>
    private static string PathOf(string arn) => arn[arn.IndexOf('/', StringComparison.Ordinal)..(arn.LastIndexOf('/') + 1)];

    private static XElement Answer(string action, params XElement[] result) =>
        new(Iam + $"{action}Response", new XElement(Iam + $"{action}Result", result));
}
