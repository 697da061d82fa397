using PrivateInvoke.Network;

namespace PrivateInvoke.Iam;

/// <summary>A Principal element names everyone, an account or an ARN; wildcards inside an ARN are not allowed there.</summary>
internal static class PrincipalMatch
{
    public static Truth Names(Principals principals, AccessRequest request) =>
        request.NamesEveryoneOnly ? Truths.Of(principals.Aws.Contains("*")) : principals.Aws.Any(name => Names(name, request));

    private static Truth Names(string name, AccessRequest request)
    {
        if (name is "*")
            return Truth.Yes;
        if (AccountOf(name) is { } account)
            return request.Account is null ? Truth.Undecided : ArnPattern.SameAccount(account, request.Account);
        return request.Principals.Count == 0 ? Truth.Undecided : request.Principals.Any(arn => IsRole(name, arn));
    }

    /// <summary><c>123456789012</c> and <c>arn:aws:iam::123456789012:root</c> name the account.</summary>
    private static string? AccountOf(string name) =>
        ArnPattern.IsAccount(name) ? name
        : name.Split(':') is ["arn", _, "iam", "", var account, "root"] ? account
        : null;

    private static Truth IsRole(string name, string roleArn)
    {
        if (name == roleArn)
            return Truth.Yes;
        if (name.Split(':', 6) is not ["arn", _, var service, _, var account, var resource]
            || roleArn.Split(':', 6) is not ["arn", _, _, _, var roleAccount, var role])
            return Truth.No;

        // arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION: a session has the function's name.
        var same = service is "sts" && resource.Split('/') is ["assumed-role", var assumed, ..]
            ? Truths.Of(role.Split('/')[^1] == assumed).Perhaps()
            : Truths.Of(resource == role);
        return same.And(ArnPattern.SameAccount(account, roleAccount));
    }
}
