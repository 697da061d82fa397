using System.Text.Json.Nodes;
using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>Roles and policies. An explicit Deny is somebody's decision, and is left to them.</summary>
internal static class PolicyFixes
{
    private const string VpcAccess = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";

    public static IEnumerable<IEnumerable<Change>> For(FixContext context, Hop hop)
    {
        if (IsDeny(hop))
            return [];

        return hop.Code switch
        {
            "IDENTITY_POLICY_DENIES" => [Invoke(context, hop, [InvokeAction.Name]), Invoke(context, hop, ["lambda:InvokeFunctionUrl", InvokeAction.Name]), Statement(context, hop, principal: null)],
            "ENDPOINT_POLICY_DENIES" => [Statement(context, hop, context.Call.Role?.Address), Statement(context, hop, "*")],
            "GATEWAY_POLICY_PRINCIPAL" => [Everyone(context, hop)],
            "RESOURCE_POLICY_DENIES" => [Permission(context, hop)],
            "CALLEE_ARN_WITHOUT_QUALIFIERS" => [Statement(context, hop, hop.Kind is HopKind.EndpointPolicy ? context.Call.Role?.Address : null)],
            "ENI_PERMISSIONS_MISSING" or "ENI_PERMISSIONS_OUTDATED" => [Attachment(context, hop)],
            "ROLE_NOT_ASSUMABLE" => [Trust(context, hop)],
            _ => [],
        };
    }

    public static bool IsDeny(Hop hop) => hop.Code == "ORGANIZATION_POLICY"
        || hop.Message.Contains("explicit deny", StringComparison.Ordinal) || hop.Message.Contains("(denied by ", StringComparison.Ordinal) || hop.Message.Contains(" denies every action", StringComparison.Ordinal);

    private static IEnumerable<Change> Invoke(FixContext context, Hop hop, string[] actions)
    {
        if (context.Callee is not { } callee || context.Call.Role is not { } role || hop.Address != role.Address)
            return [];

        return context.Add(role.Address, "aws_iam_role_policy", $"invoke_{ModuleAddress.WithoutKeys(callee.Address).Split('.')[^1]}", scope =>
        [
            Argument.Of("name", $"invoke-{callee.Label.Split(':')[0]}"),
            scope.Refer("role", role.Address, "name"),
            Document(scope, "policy", null, Allow(context, scope, actions, principal: null)),
        ]);
    }

    /// <summary>One more statement in a document that the plan has.</summary>
    /// <param name="principal">A role's address, or <c>*</c>; null in an identity policy.</param>
    private static IEnumerable<Change> Statement(FixContext context, Hop hop, string? principal) =>
        context.Callee is null || hop.Attribute is null || context.Resource(hop.Address)?.Values[hop.Attribute] is not PlannedValue.Text former
            ? []
            : context.Set(hop.Address, scope => Document(scope, hop.Attribute, former.Value, Allow(context, scope, [InvokeAction.Name], principal)));

    private static JsonObject? Allow(FixContext context, ModuleScope scope, string[] actions, string? principal)
    {
        if (scope.Refer("arn", context.Callee!.Address, "arn") is not { Value: PlannedValue.Text { Value: var arn } })
            return null;

        var statement = new JsonObject { ["Effect"] = "Allow" };
        if (principal == "*")
            statement["Principal"] = "*";
        else if (principal is not null)
        {
            if (scope.Refer("arn", principal, "arn") is not { Value: PlannedValue.Text { Value: var role } })
                return null;
            statement["Principal"] = new JsonObject { ["AWS"] = role };
        }

        statement["Action"] = actions.Length == 1 ? actions[0] : new JsonArray([.. actions.Select(action => (JsonNode)action)]);
        statement["Resource"] = new JsonArray(arn, $"{arn}:*");
        return statement;
    }

    private static Argument? Document(ModuleScope scope, string attribute, string? former, JsonObject? statement)
    {
        if (statement is null)
            return null;

        var document = former is null ? new JsonObject { ["Version"] = "2012-10-17" } : JsonNode.Parse(former)!.AsObject();
        document["Statement"] = document["Statement"] switch
        {
            JsonArray statements => new JsonArray([.. statements.Select(one => one!.DeepClone()), statement]),
            JsonObject only => new JsonArray(only.DeepClone(), statement),
            _ => new JsonArray(statement),
        };
        return Whole(scope, attribute, document);
    }

    private static Argument? Whole(ModuleScope scope, string attribute, JsonObject document)
    {
        var json = document.ToJsonString();
        return scope.WriteJson(json) is { } hcl ? new Argument(attribute, hcl, new PlannedValue.Text(json)) { Appends = true } : null;
    }

    /// <summary>A gateway endpoint matches "*" alone: whom the policy names becomes a condition.</summary>
    private static IEnumerable<Change> Everyone(FixContext context, Hop hop)
    {
        if (hop.Attribute is null || context.Resource(hop.Address)?.Values[hop.Attribute] is not PlannedValue.Text former || JsonNode.Parse(former.Value) is not JsonObject document)
            return [];

        foreach (var statement in document["Statement"] switch { JsonArray many => many.OfType<JsonObject>(), JsonObject one => [one], _ => [] })
        {
            if (statement["Principal"] is not JsonObject { Count: 1 } principals || principals["AWS"] is not { } named || statement.ContainsKey("Condition"))
                continue;

            statement["Principal"] = "*";
            statement["Condition"] = new JsonObject { ["ArnEquals"] = new JsonObject { ["aws:PrincipalArn"] = named.DeepClone() } };
        }

        return context.Set(hop.Address, scope => Whole(scope, hop.Attribute, document));
    }

    private static IEnumerable<Change> Permission(FixContext context, Hop hop)
    {
        if (context.Callee is not { } callee)
            return [];

        var url = callee.Urls.FirstOrDefault(url => url.Address == hop.Address);
        var action = hop.Message.Contains("lambda:InvokeFunctionUrl", StringComparison.Ordinal) ? "lambda:InvokeFunctionUrl" : InvokeAction.Name;
        var everyone = url?.AuthType.Text() is "NONE";
        return context.Add(callee.Address, "aws_lambda_permission", everyone ? "everyone" : ModuleAddress.WithoutKeys(context.Caller.Address).Split('.')[^1], scope =>
        [
            scope.Refer("function_name", callee.Address, "function_name"),
            Argument.Of("action", action),
            everyone ? Argument.Of("principal", "*")
                : context.Call.Role is { } role ? scope.Refer("principal", role.Address, "arn") : null,
            .. context.Path.Callee.Qualifier is { } qualifier ? new[] { Argument.Of("qualifier", qualifier) } : [],
            .. everyone && action != InvokeAction.Name ? new[] { Argument.Of("function_url_auth_type", "NONE") } : [],
        ]);
    }

    private static IEnumerable<Change> Attachment(FixContext context, Hop hop) =>
        context.Model.Roles.FirstOrDefault(role => role.Address == hop.Address) is not { } role ? []
        : context.Add(role.Address, "aws_iam_role_policy_attachment", "vpc_access", scope =>
        [
            scope.Refer("role", role.Address, "name"),
            Argument.Of("policy_arn", context.Caller.Region.Text() is { } region ? VpcAccess.Replace("arn:aws:", $"arn:{FunctionName.Partition(region)}:", StringComparison.Ordinal) : VpcAccess),
        ]);

    private static IEnumerable<Change> Trust(FixContext context, Hop hop) =>
        hop.Attribute is null || context.Resource(hop.Address)?.Values[hop.Attribute] is not PlannedValue.Text former
            ? []
            : context.Set(hop.Address, scope => Document(scope, hop.Attribute, former.Value, new JsonObject
            {
                ["Effect"] = "Allow",
                ["Action"] = "sts:AssumeRole",
                ["Principal"] = new JsonObject { ["Service"] = "lambda.amazonaws.com" },
            }));
}
