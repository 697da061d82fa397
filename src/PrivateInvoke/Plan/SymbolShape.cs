using System.Security.Cryptography;
using System.Text;

namespace PrivateInvoke.Plan;

/// <summary>
/// Shapes symbols like what AWS assigns, so that a configuration's own checks and ARN parsing pass: <c>startswith(id, "vpc-")</c>,
/// <c>split(":", arn)[4]</c>.
/// </summary>
internal static class SymbolShape
{
    private static readonly string[] Dates = ["create_date", "created_date", "created_at", "creation_time", "last_modified", "updated_at"];

    /// <param name="account">The account of the provider that makes the resource: <see cref="SymbolicAccounts"/>.</param>
    public static Symbol Of(RawResource resource, string path, string region, string account = PlanDocument.SymbolicAccount)
    {
        var attribute = path[(path.LastIndexOf('.') + 1)..];
        // A VPC is made with one route table, which is its main one and its default one.
        var hash = HashOf(resource.Address, path == "main_route_table_id" ? "default_route_table_id" : path);
        return attribute switch
        {
            "id" when resource.Type == "aws_caller_identity" => new Symbol(account, false),
            "service_name" when resource is { Type: "aws_vpc_endpoint_service", IsData: true } && resource.Values["service"] is PlannedValue.Text service =>
                new Symbol($"{(Partition(region) == "aws-cn" ? "cn." : "")}com.amazonaws.{region}.{service.Value}", false),
            _ when SymbolNames.IsSameAsId(resource.Type, path) => new Symbol(IdOf(resource, region, account), !SymbolNames.IsNamed(resource)),
            "id" => new Symbol(IdOf(resource, region, account), !SymbolNames.IsNamed(resource)),
            "arn" => new Symbol(ArnOf(resource, region, account)),
            "invoke_arn" => new Symbol(
                $"arn:{Partition(region)}:apigateway:{region}:lambda:path/2015-03-31/functions/{ArnOf(resource, region, account)}/invocations"),
            "qualified_arn" => new Symbol($"{ArnOf(resource, region, account)}:{hash}"),
            "owner_id" or "account_id" => new Symbol(account, false),
            "region" or "service_region" => new Symbol(region, false),
            "state" => new Symbol("available", false),
            "function_url" => new Symbol($"https://{hash}.lambda-url.{region}.on.aws/"),
            "name" or "bucket" or "name_prefix" => new Symbol($"n{hash}"),
            _ when Dates.Contains(attribute) => new Symbol("2000-01-01T00:00:00Z", false),
            _ when StandIn.IsAddress(attribute) => new Symbol(StandIn.Address(attribute, hash), false),
            _ when attribute.EndsWith("_arn", StringComparison.Ordinal) =>
                new Symbol($"arn:{Partition(region)}:{Service(resource.Type)}:{region}:{account}:{attribute}/{hash}"),
            _ when StandIn.IsPolicy(attribute) => new Symbol(StandIn.Policy(hash)),
            _ when attribute.EndsWith("url", StringComparison.Ordinal) => new Symbol($"https://{hash}.invalid/"),
            _ when attribute.EndsWith("dns_name", StringComparison.Ordinal) || attribute.EndsWith("domain_name", StringComparison.Ordinal) =>
                new Symbol($"{hash}.{region}.invalid"),
            _ => new Symbol($"{SymbolNames.PrefixOfAttribute(attribute)}0{hash}"),
        };
    }

    public static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    private static string IdOf(RawResource resource, string region, string account) =>
        SymbolNames.NameOf(resource) is { } name ? name
        : resource.Type == "aws_sqs_queue" ? Of(resource, "url", region, account).Value
        : SymbolNames.IsIdentifiedByArn(resource.Type) ? ArnOf(resource, region, account)
        : $"{SymbolNames.PrefixOfType(resource.Type)}0{HashOf(resource.Address, "id")}";

    private static string ArnOf(RawResource resource, string region, string account)
    {
        var head = $"arn:{Partition(region)}:";
        if (SymbolNames.ArnPattern(resource.Type) is not { } pattern)
        {
            var kind = resource.Type.Split('_', 3) is [_, _, var rest] ? rest : resource.Type;
            return $"{head}{Service(resource.Type)}:{region}:{account}:{kind}/{HashOf(resource.Address, "id")}";
        }

        var arn = new StringBuilder(head);
        foreach (var part in pattern.Split('{', '}'))
        {
            arn.Append(part switch
            {
                "region" => region,
                "account" => account,
                "id" => IdOf(resource, region, account),
                "hash" => HashOf(resource.Address, "id"),
                ['@', .. var attribute] => (resource.Values[attribute] as PlannedValue.Text)?.Value
                    ?? (SymbolNames.IsSameAsId(resource.Type, attribute) ? IdOf(resource, region, account) : HashOf(resource.Address, attribute)),
                _ => part,
            });
        }

        return arn.ToString();
    }

    /// <summary><c>aws_sqs_queue</c> to <c>sqs</c></summary>
    private static string Service(string type) => type.Split('_', 3) is [_, var service, ..] ? service : type;

    private static string HashOf(string address, string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{address}#{path}")).AsSpan(0, 8));
}
