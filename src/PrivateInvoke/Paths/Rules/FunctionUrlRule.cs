using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// A function URL is a public host of its own, which no interface endpoint serves. A call needs lambda:InvokeFunctionUrl and
/// lambda:InvokeFunction, the latter with lambda:InvokedViaFunctionUrl.
/// See https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
/// </summary>
internal static class FunctionUrlRule
{
    /// <summary>Stands in the place of a service's name on the way to the URL: no endpoint has it.</summary>
    public const string Service = "lambda-url";

    private static readonly string[] Actions = ["lambda:InvokeFunctionUrl", InvokeAction.Name];

    public static (Hop Hop, string Host) Host(ApiCall call, FunctionUrl url)
    {
        var host = Uri.TryCreate(url.Url.Text(), UriKind.Absolute, out var known) ? known.Host : $"URL-ID.lambda-url.{call.Region.Text()}.on.aws";
        return (Findings.Passed(HopKind.ApiHost, $"The caller calls the function URL of {call.Callee!.Function!.Label}.", url.Address), host);
    }

    public static IEnumerable<Hop> Judge(ApiCall call, FunctionUrl url, IReadOnlyList<Destination> destinations)
    {
        switch (url.AuthType.Text())
        {
            case "NONE":
                yield return Findings.NotApplicable(HopKind.IdentityPolicy, $"{url.Address} asks nobody who they are.");
                yield return ForEveryone(call, url, destinations);
                break;
            case "AWS_IAM":
                foreach (var hop in Signed(call, url, destinations))
                    yield return hop;
                break;
            default:
                yield return Findings.Undecided(HopKind.IdentityPolicy, "URL_AUTH_TYPE_UNKNOWN", $"Whom {url.Address} asks for is not known.", url.Address, "authorization_type");
                break;
        }
    }

    private static Hop ForEveryone(ApiCall call, FunctionUrl url, IReadOnlyList<Destination> destinations)
    {
        var answers = Actions.Select(action => (Action: action, Grants(call, action, Context(call, url, destinations, action), everyone: true).Allowed)).ToArray();
        var worst = answers.MinBy(answer => answer.Allowed);
        return worst.Allowed switch
        {
            Truth.Yes => Findings.Passed(HopKind.ResourcePolicy, $"The resource policy of {call.Callee!.End.Name} allows everyone.", url.Address),
            Truth.No => Findings.Blocked(HopKind.ResourcePolicy, "RESOURCE_POLICY_DENIES",
                $"{url.Address} has authorization_type = \"NONE\", and no resource policy allows {worst.Action} to everyone: the call gets 403.",
                $"Add an aws_lambda_permission with action = \"{worst.Action}\" and principal = \"*\".", url.Address),
            _ => Findings.Undecided(HopKind.ResourcePolicy, "RESOURCE_POLICY_DENIES", $"Whether a resource policy allows {worst.Action} to everyone is not known.", url.Address),
        };
    }

    private static IEnumerable<Hop> Signed(ApiCall call, FunctionUrl url, IReadOnlyList<Destination> destinations)
    {
        if (call.Role is not { } role)
        {
            yield return Findings.Undecided(HopKind.IdentityPolicy, "IDENTITY_POLICY_DENIES", "The caller's role is not in this plan.", call.Caller.Address, "role");
            yield break;
        }

        var same = ResourceGrants.SameAccount(call);
        foreach (var action in Actions)
        {
            var context = Context(call, url, destinations, action);
            var identity = RoleContext.AskIdentity(role, RoleContext.Request(call, action, call.Callee!.Arns, context));
            var grants = Grants(call, action, context, everyone: false);
            // Of one account either is enough, of two both are needed.
            var either = identity with { Allowed = same is Truth.Yes ? identity.Allowed.Or(grants.Allowed) : identity.Allowed };
            yield return either.Access switch
            {
                Access.Allowed => Findings.Passed(HopKind.IdentityPolicy, $"{(either.AllowedBy ?? grants.AllowedBy)?.Address ?? role.Address} allows {action} on {call.Callee.End.Name}.", (either.AllowedBy ?? grants.AllowedBy)?.Address ?? role.Address),
                Access.Undecided => Findings.Undecided(HopKind.IdentityPolicy, "IDENTITY_POLICY_DENIES", $"Whether {role.Address} may {action} on {call.Callee.End.Name} is not known.", role.Address),
                _ => Findings.Blocked(HopKind.IdentityPolicy, "IDENTITY_POLICY_DENIES",
                    $"{role.Address} does not allow {action}, which a function URL with authorization_type = \"AWS_IAM\" asks for beside {Actions.First(other => other != action)}.",
                    $"Allow {action} on {InvokeAction.Both(call.Callee)} in an aws_iam_role_policy of {role.Address}.", role.Address),
            };
            if (same is Truth.Yes || grants.Allowed is Truth.Yes)
                continue;
            yield return grants.Allowed is Truth.No && same is Truth.No
                ? Findings.Blocked(HopKind.ResourcePolicy, "RESOURCE_POLICY_DENIES", $"No resource policy of {call.Callee.End.Name} allows {action} to the caller, which is of another account.",
                    $"Add an aws_lambda_permission with action = \"{action}\".", call.Callee.End.Address)
                : Findings.Undecided(HopKind.ResourcePolicy, "RESOURCE_POLICY_DENIES", $"Whether {call.Callee.End.Name} is of the caller's account, or its resource policy allows {action}, is not known.", call.Callee.End.Address);
        }
    }

    private static RequestContext Context(ApiCall call, FunctionUrl url, IReadOnlyList<Destination> destinations, string action)
    {
        var context = RoleContext.ForCode(call, destinations);
        return action == InvokeAction.Name
            ? context.With("lambda:InvokedViaFunctionUrl", ContextValue.Of(true))
            : context.With("lambda:FunctionUrlAuthType", ContextValue.Of(url.AuthType));
    }

    private static AccessAnswer Grants(ApiCall call, string action, RequestContext context, bool everyone) =>
        ResourceGrants.AskUrl(call, RoleContext.Request(call, action, call.Callee!.Arns, context) with { NamesEveryoneOnly = everyone });
}
