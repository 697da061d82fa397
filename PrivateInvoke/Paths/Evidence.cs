using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>
/// Signs in a plan that one function invokes another: its environment names it, its role may invoke exactly it, or the other's
/// resource policy lets its role in.
/// </summary>
internal static class Evidence
{
    /// <summary>Above this many functions, "may invoke everything" says nothing about whom.</summary>
    private const int FewFunctions = 20;

    public static IReadOnlyList<(Function Caller, CalleeReference Callee)> Find(CloudModel model)
    {
        var found = new Dictionary<(string, string), (Function, CalleeReference)>();
        void Add(Function caller, CalleeReference callee) => found.TryAdd((caller.Address, callee.End.Name), (caller, callee));

        var aliases = new Aliases(model);
        var byRole = model.Functions.Where(function => model.Roles.Find(function.Role) is not null)
            .ToLookup(function => model.Roles.Find(function.Role)!.Address);
        var inEnvironment = new Dictionary<string, CalleeReference[]>();
        foreach (var caller in model.Functions)
        {
            var named = inEnvironment[caller.Address] = [.. FromEnvironment(model, aliases, caller)];
            foreach (var callee in named)
                Add(caller, callee);
            // A policy speaks of the function as such; the environment says which alias.
            foreach (var callee in FromPolicies(model, aliases, caller).Where(callee => !named.Any(other => SameFunction(callee, other))))
                Add(caller, callee);
        }

        foreach (var callee in model.Functions)
        {
            foreach (var (caller, reference) in FromPermissions(model, callee, byRole).Where(pair => pair.Caller.Address != callee.Address
                && !inEnvironment[pair.Caller.Address].Any(other => SameFunction(pair.Callee, other))))
                Add(caller, reference);
        }

        if (found.Count == 0 && model.Functions.Count <= FewFunctions)
        {
            foreach (var (caller, callee) in FromOpenPolicies(model))
                Add(caller, callee);
        }

        return [.. found.Values];
    }

    private static IEnumerable<CalleeReference> FromEnvironment(CloudModel model, Aliases aliases, Function caller)
    {
        if (!caller.Environment.TryGet(out var environment))
            yield break;

        foreach (var value in environment.Values)
        {
            // Lambda limits names and ARNs to 170 characters; longer values are something else.
            if (value.Text() is { Length: > 0 and <= 256 } text && Reference(model, aliases, text.Trim()) is { } callee)
                yield return callee;
        }
    }

    private static IEnumerable<CalleeReference> FromPolicies(CloudModel model, Aliases aliases, Function caller)
    {
        if (model.Roles.Find(caller.Role) is not { } role)
            yield break;

        foreach (var statement in InvokeStatements(role))
        {
            foreach (var resource in statement.Resources ?? [])
            {
                // ARN and ARN:* are the same function, called by its name.
                var name = FunctionName.Parse(resource);
                var plain = name.Qualifier is null ? resource : name.Base;
                if (FunctionName.IsFunctionArn(plain) && !plain.Contains('*', StringComparison.Ordinal) && !plain.Contains('?', StringComparison.Ordinal)
                    && Reference(model, aliases, plain) is { } callee && callee.Function?.Address != caller.Address)
                    yield return callee;
            }
        }
    }

    /// <summary>A permission for an alias or version is for invokes of that one.</summary>
    private static IEnumerable<(Function Caller, CalleeReference Callee)> FromPermissions(
        CloudModel model, Function callee, ILookup<string, Function> byRole) =>
        from grant in callee.Grants
        where grant.IsHere is Truth.Yes
        from caller in (model.Roles.Find(grant.Principal) is { } role ? byRole[role.Address] : [])
            .Concat(model.Functions.Find(grant.SourceArn) is { } source ? [source] : [])
        select (caller, CalleeReference.Of(callee, grant.Qualifier.Text()));

    private static IEnumerable<(Function, CalleeReference)> FromOpenPolicies(CloudModel model) =>
        from caller in model.Functions
        where caller.VpcConfig is not Planned<VpcConfig>.Absent
            && model.Roles.Find(caller.Role) is { } role
            && InvokeStatements(role).Any(statement => statement.Resources?.Any(resource => resource.Contains('*', StringComparison.Ordinal)) == true)
        from callee in model.Functions
        where callee.Address != caller.Address && callee.VpcConfig is Planned<VpcConfig>.Absent
        select (caller, CalleeReference.Of(callee));

    private static IEnumerable<Statement> InvokeStatements(Role role) =>
        role.Policies.Where(policy => policy.Attached is Truth.Yes)
            .SelectMany(policy => policy.Document.TryGet(out var document) ? document.Statements : [])
            .Where(statement => statement is { Effect: Effect.Allow, Actions: { } actions } && actions.Any(MayInvoke));

    private static bool MayInvoke(string action) =>
        action is "*" || (action.StartsWith("lambda:", StringComparison.OrdinalIgnoreCase)
            && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(action, InvokeAction.Name));

    private static CalleeReference? Reference(CloudModel model, Aliases aliases, string text)
    {
        if (aliases.Find(text) is { } alias)
            return alias;
        var name = FunctionName.Parse(text);
        // A catalog knows addresses too, and no function is invoked by its address.
        return model.Functions.Find(name.Base) is { } function && function.Address != name.Base
            ? CalleeReference.Of(function, name.Qualifier)
            : FunctionName.IsFunctionArn(text) ? CalleeReference.Outside(text) : null;
    }

    /// <summary>Aliases by their ARN, which need not be made of the function's.</summary>
    private sealed class Aliases(CloudModel model)
    {
        private readonly Dictionary<string, CalleeReference> _byArn = new(
            from function in model.Functions
            from alias in function.FunctionAliases
            from arn in alias.Arns
            group CalleeReference.Of(function, alias.Name.Text()) by arn into same
            select KeyValuePair.Create(same.Key, same.First()));

        public CalleeReference? Find(string arn) => _byArn.GetValueOrDefault(arn);
    }

    private static bool SameFunction(CalleeReference a, CalleeReference b) =>
        a.Function is { } function ? function.Address == b.Function?.Address : a.Arns[0] == b.Arns[0];
}
