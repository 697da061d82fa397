using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>lambda:InvokeFunction in AWS's own words.</summary>
internal static class InvokeAction
{
    public const string Name = "lambda:InvokeFunction";

    /// <summary>What Lambda answers with its 403.</summary>
    /// <param name="because">"because no identity-based policy allows the lambda:InvokeFunction action"</param>
    public static string Refusal(ApiCall call, string because)
    {
        var account = RoleContext.Account(call) ?? "ACCOUNT";
        var role = call.Role?.Name.Text() ?? call.Role?.Address ?? "ROLE";
        return $"User: arn:aws:sts::{account}:assumed-role/{role}/{call.Caller.Label} is not authorized to perform: {Name} "
            + $"on resource: {Arn(call.Callee!)} {because}";
    }

    /// <summary>The ARN as a person would write it: the one made of the name rather than a symbol.</summary>
    public static string Arn(CalleeReference callee) => callee.Arns.Count == 0 ? callee.End.Name : callee.Arns[^1];

    public static string Both(CalleeReference callee) =>
        callee.End.Address is { } address ? $"\"${{{address}.arn}}\" and \"${{{address}.arn}}:*\"" : Arn(callee);

    /// <summary>A policy that names the function without ":*" stops working on the day an alias is invoked.</summary>
    public static bool MissesQualifiers(CalleeReference callee, Func<IReadOnlyList<string>, AccessAnswer> ask) =>
        callee.Qualifier is null && callee.Arns.Count > 0
        && ask([.. callee.Arns.Select(arn => $"{arn}:any-alias")]).Access is Access.ImplicitlyDenied;

    /// <summary>Whether functions that have nothing to do with the callee are allowed as well.</summary>
    public static bool AllowsAnyFunction(CalleeReference callee, Func<IReadOnlyList<string>, AccessAnswer> ask) =>
        callee.Arns is [var arn, ..] && arn.Split(':') is [_, _, _, var region, var account, ..]
        && ask([Cloud.FunctionName.Arn(region, account, "some-function-of-another-team")]).Access is Access.Allowed;
}
