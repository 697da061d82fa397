using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>The callee's resource policy, which aws_lambda_permission writes one statement at a time.</summary>
internal static class ResourceGrants
{
    /// <summary>Whether caller and callee are of one account.</summary>
    public static Truth SameAccount(ApiCall call) =>
        RoleContext.Account(call) is { } own && call.Callee!.Arns is [var arn, ..] && FunctionName.Parse(arn).Account is { } other
            ? ArnPattern.SameAccount(own, other)
            : Truth.Undecided;

    /// <summary>
    /// What the callee's policy grants without the caller's own: only to the role or to everyone, since a grant to the account
    /// leaves the choice to the account's policies.
    /// </summary>
    public static AccessAnswer InSameAccount(ApiCall call, RequestContext context, Role role)
    {
        var same = SameAccount(call);
        if (same is Truth.No || call.Callee!.Function is not { Grants.Count: > 0 })
            return AccessAnswer.Nothing;

        var request = RoleContext.Request(call, InvokeAction.Name, call.Callee.Arns, context);
        var answer = Ask(call, request with { Account = "" });
        // A grant to everyone is one to the role's session itself, which an implicit deny of a boundary does not limit.
        // See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
        var toEveryone = Ask(call, request with { NamesEveryoneOnly = true }).Allowed;
        var withinBoundary = RoleContext.AskIdentity(
            role with { Policies = [new NamedPolicy { Address = "", Document = PolicyDocument.FullAccess }] }, request).Allowed;
        return answer with { Allowed = answer.Allowed.And(withinBoundary).Or(toEveryone).And(same) };
    }

    /// <summary>What it grants to the role, to the caller's whole account or to everyone.</summary>
    public static AccessAnswer Ask(ApiCall call, RequestContext context) =>
        Ask(call, RoleContext.Request(call, InvokeAction.Name, call.Callee!.Arns, context));

    private static AccessAnswer Ask(ApiCall call, AccessRequest request) =>
        call.Callee!.Function!.Grants.Where(grant => grant.ViaUrl.Text() is not "true").Aggregate(AccessAnswer.Nothing, (answer, grant) => answer.Union(Policy(call, grant).Ask(request)));

    /// <summary>For a call by a function URL.</summary>
    public static AccessAnswer AskUrl(ApiCall call, AccessRequest request) =>
        call.Callee!.Function!.Grants.Aggregate(AccessAnswer.Nothing, (answer, grant) => answer.Union(Policy(call, grant).Ask(request)));

    private static NamedPolicy Policy(ApiCall call, Grant grant)
    {
        var callee = call.Callee!;
        Planned<string>[] parts = [grant.Action, grant.Principal, grant.Qualifier, grant.SourceArn, grant.SourceAccount, grant.OrgId, grant.EventSourceToken, grant.ViaUrl, grant.UrlAuthType];
        var policy = new NamedPolicy { Address = grant.Address, Document = Planned<PolicyDocument>.Unknown.Instance, Attached = grant.IsHere };
        if (parts.OfType<Planned<string>.Unknown>().Any() || callee.Function!.Arns.Count == 0)
            // A permission only ever allows.
            return policy with { Document = new PolicyDocument { Statements = [Undecidable] } };

        var suffix = grant.Qualifier.Text() is { } qualifier ? $":{qualifier}" : "";
        var principal = grant.Principal.Text()!;
        var isService = principal.Contains(".amazonaws.com", StringComparison.Ordinal);
        Condition[] conditions =
        [
            .. Given("ArnLike", "aws:SourceArn", grant.SourceArn),
            .. Given("StringEquals", "aws:SourceAccount", grant.SourceAccount),
            .. Given("StringEquals", "aws:PrincipalOrgID", grant.OrgId),
            .. Given("StringEquals", "lambda:EventSourceToken", grant.EventSourceToken),
            .. Given("StringEquals", "lambda:FunctionUrlAuthType", grant.UrlAuthType),
            .. grant.ViaUrl.Text() is "true" ? Given("Bool", "lambda:InvokedViaFunctionUrl", grant.ViaUrl) : [],
        ];
        var statement = new Statement
        {
            Effect = Effect.Allow,
            Actions = [grant.Action.Text()!],
            Resources = [.. callee.Function.Arns.Select(arn => arn + suffix)],
            Principals = isService ? new Principals([], [principal]) : new Principals([principal], []),
            Conditions = conditions,
        };
        return policy with { Document = new PolicyDocument { Statements = [statement] } };
    }

    private static readonly Statement Undecidable = new()
    {
        Effect = Effect.Allow,
        Actions = ["*"],
        Resources = ["*"],
        Conditions = [new Condition("NotKnownYet", "", [])],
    };

    private static IEnumerable<Condition> Given(string test, string key, Planned<string> value) =>
        value.Text() is { } text ? [new Condition(test, key, [text])] : [];
}
