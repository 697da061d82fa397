using System.Text;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// Puts an ARN in the place of each one that a data source would tell, in policies that deny nothing. One that is not known makes the whole
/// document unknown, although it says all the same what it allows. Elsewhere an ARN is a value, which nothing can stand for.
/// </summary>
internal static partial class DeferredArns
{
    private static readonly string[] Policies = ["aws_iam_policy", "aws_iam_role", "aws_iam_role_policy", "aws_vpc_endpoint", "aws_vpc_endpoint_policy"];

    /// <param name="arns">By <c>type.name</c> of the module's data sources that wait for an apply.</param>
    public static string Replace(string path, string text, IReadOnlyDictionary<string, string> arns)
    {
        var file = HclFile.Of(path, text);
        if (file.IsJson)
            return text;

        var changed = new StringBuilder();
        var at = 0;
        foreach (var block in file.Blocks.Where(block => block is { Type: "data", Labels: ["aws_iam_policy_document", _] }
            || (block is { Type: "resource", Labels: [var type, _] } && Policies.Contains(type))))
        {
            var body = text[block.Start..block.End];
            if (body.Contains("Deny", StringComparison.Ordinal))
                continue;

            changed.Append(text, at, block.Start - at)
                .Append(Reference().Replace(body, found => arns.TryGetValue(found.Groups["data"].Value, out var arn) ? $"\"{arn}\"" : found.Value));
            at = block.End;
        }

        return changed.Append(text, at, text.Length - at).ToString();
    }

    /// <summary><c>data.aws_sqs_queue.orders[0].arn</c></summary>
    [GeneratedRegex("""(?<![\w.])data\.(?<data>aws_\w+\.[\w-]+)(\[[^\[\]\n*]*\])?\.arn(?![\w.\[])""")]
    private static partial Regex Reference();
}
