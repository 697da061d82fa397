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

    /// <param name="arns">By what the module calls each of them: <c>data.aws_sqs_queue.orders.arn</c>, <c>local.queue</c>, <c>var.queue</c>.</param>
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
                .Append(Reference().Replace(body, found => ArnOf(found, arns) is { } arn ? $"\"{arn}\"" : found.Value));
            at = block.End;
        }

        return changed.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>With the module's locals that are one of them and nothing else.</summary>
    public static IReadOnlyDictionary<string, string> WithLocals(IReadOnlyCollection<HclBlock> module, IReadOnlyDictionary<string, string> arns)
    {
        var all = new Dictionary<string, string>(arns);
        var locals = module.Where(block => block is { Type: "locals" }).SelectMany(block => block.Attributes).ToList();
        // One local may be another.
        for (var known = 0; known < all.Count;)
        {
            known = all.Count;
            foreach (var (name, expression) in locals)
            {
                if (ArnOf(expression, all) is { } arn)
                    all.TryAdd($"local.{name}", arn);
            }
        }

        return all;
    }

    /// <summary>What a module that is called with them calls them.</summary>
    public static IReadOnlyDictionary<string, string> Inputs(HclBlock call, IReadOnlyDictionary<string, string> arns) =>
        (from input in call.Attributes
         let arn = ArnOf(input.Value, arns)
         where arn is not null
         select (Name: $"var.{input.Key}", Arn: arn)).ToDictionary(input => input.Name, input => input.Arn);

    private static string? ArnOf(string expression, IReadOnlyDictionary<string, string> arns) =>
        Reference().Match(expression) is { Success: true } found && found.Value == expression.Trim() ? ArnOf(found, arns) : null;

    private static string? ArnOf(Match found, IReadOnlyDictionary<string, string> arns) =>
        arns.GetValueOrDefault(found.Groups["data"] is { Success: true } data ? $"{data.Value}.arn" : found.Value);

    /// <summary><c>data.aws_sqs_queue.orders[0].arn</c>, <c>local.queue</c>, <c>var.queue</c></summary>
    [GeneratedRegex("""(?<![\w.])((?<data>data\.aws_\w+\.[\w-]+)(\[[^\[\]\n*]*\])?\.arn|(local|var)\.[\w-]+)(?![\w.\[-])""")]
    private static partial Regex Reference();
}
