using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>
/// One thing that a role's policies let it do with a service, to ask other policies about it: which action the code needs is not known,
/// what its role was given is.
/// </summary>
/// <param name="Written">The action as the policy writes it: <c>secretsmanager:Get*</c>.</param>
/// <param name="Action">An action that the pattern names.</param>
/// <param name="Resource">A resource that the statement names.</param>
internal sealed record ServiceProbe(string Written, string Action, string Resource)
{
    public static IReadOnlyList<ServiceProbe> Of(ApiCall call, Role role)
    {
        var prefix = Prefix(call.Service);
        return
        [
            .. role.Policies.Where(policy => policy.Attached is Truth.Yes)
                .SelectMany(policy => policy.Document.TryGet(out var document) ? document.Statements : [])
                .Where(statement => statement.Effect is Effect.Allow)
                .SelectMany(statement =>
                    from action in Actions(statement, prefix)
                    from resource in statement.Resources ?? ["*"]
                    // What a variable stands for is not asked.
                    where !resource.Contains("${", StringComparison.Ordinal)
                    select new ServiceProbe(action, Sample(action, prefix), Sample(call, resource, prefix)))
                .Distinct(),
        ];
    }

    /// <summary>Whether a statement names an action of the service at all.</summary>
    public static bool SpeaksOf(Statement statement, string service) => Actions(statement, Prefix(service)).Any();

    /// <summary>Whether a statement names every action of the service on every resource.</summary>
    public static bool NamesAll(Statement statement, string service) =>
        statement.Actions?.Any(action => action is "*" || action.Equals($"{Prefix(service)}:*", StringComparison.OrdinalIgnoreCase)) == true
        && statement.Resources?.Contains("*") == true;

    public AccessRequest Request(ApiCall call, RequestContext context) => RoleContext.Request(call, Action, [Resource], context);

    /// <summary>What policies call the service, where it is not what its endpoint is called.</summary>
    public static string Prefix(string service) => service switch
    {
        "monitoring" => "cloudwatch",
        "bedrock-runtime" or "bedrock-agent" or "bedrock-agent-runtime" => "bedrock",
        "git-codecommit" => "codecommit",
        "data-servicediscovery" => "servicediscovery",
        "transcribestreaming" => "transcribe",
        "aps-workspaces" => "aps",
        "kinesis-streams" => "kinesis",
        "kinesis-firehose" => "firehose",
        "sync-states" => "states",
        "email" or "email-smtp" => "ses",
        _ => service.Split('.')[0],
    };

    public static IEnumerable<string> ActionsOf(Statement statement, string prefix) => Actions(statement, prefix);

    private static IEnumerable<string> Actions(Statement statement, string prefix) => statement.Actions is { } actions
        ? actions.Where(action => action is "*" || action.StartsWith($"{prefix}:", StringComparison.OrdinalIgnoreCase))
        // All but some: of a service of which none is named, all.
        : statement.NotActions!.Any(action => action is "*" || action.StartsWith($"{prefix}:", StringComparison.OrdinalIgnoreCase)) ? [] : ["*"];

    public static string Sample(string action, string prefix) =>
        $"{prefix}:{(action is "*" ? "*" : action[(prefix.Length + 1)..]).Replace("*", "ZzAny", StringComparison.Ordinal).Replace('?', 'z')}";

    private static string Sample(ApiCall call, string resource, string prefix) => resource is "*"
        ? $"arn:{FunctionName.Partition(call.Region.Text() ?? "")}:{prefix}:{call.Region.Text()}:{RoleContext.Account(call)}:any"
        : resource.Replace("*", "any", StringComparison.Ordinal).Replace('?', 'z');
}
