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
    /// <summary>A policy that lets more functions than this be invoked says nothing about which.</summary>
    private const int FewFunctions = 20;

    /// <param name="asked">The callees that are asked about; null for all.</param>
    /// <returns>
    /// A callee is null where the caller may invoke any of many: one path stands for them. It is not named where nothing speaks of it but a
    /// policy for every function.
    /// </returns>
    public static IReadOnlyList<(Function Caller, CalleeReference? Callee, bool IsNamed)> Find(CloudModel model, IReadOnlyList<Function>? asked = null)
    {
        var found = new Dictionary<(string, PathEnd), (Function Caller, CalleeReference?, bool)>();
        void Add(Function caller, CalleeReference callee, bool isNamed = true) => found.TryAdd((caller.Address, callee.End), (caller, callee, isNamed));

        var names = new FunctionsNamed(model);
        var byRole = model.Functions.Where(function => model.Roles.Find(function.Role) is not null)
            .ToLookup(function => model.Roles.Find(function.Role)!.Address);
        var inEnvironment = new Dictionary<string, CalleeReference[]>();
        foreach (var caller in model.Functions)
        {
            var named = inEnvironment[caller.Address] = [.. FromEnvironment(names, caller)];
            foreach (var callee in named)
                Add(caller, callee);
            // A policy speaks of the function as such; the environment says which alias.
            foreach (var callee in FromPolicies(model, names, caller).Where(callee => !named.Any(other => SameFunction(callee, other))))
                Add(caller, callee);
        }

        foreach (var callee in model.Functions)
        {
            foreach (var (caller, reference) in FromPermissions(model, callee, byRole).Where(pair => pair.Caller.Address != callee.Address
                && !inEnvironment[pair.Caller.Address].Any(other => SameFunction(pair.Callee, other))))
                Add(caller, reference);
        }

        var told = found.Values.Select(pair => pair.Caller.Address).ToHashSet();
        foreach (var (caller, callees) in FromOpenPolicies(model, told, asked))
        {
            if (callees.Count > FewFunctions)
                found.Add((caller.Address, PathEnd.AnyFunction), (caller, null, false));
            else
                callees.ForEach(callee => Add(caller, callee, isNamed: false));
        }

        return [.. found.Values];
    }

    private static List<CalleeReference> FromEnvironment(FunctionsNamed names, Function caller)
    {
        var named = caller.Environment.TryGet(out var environment)
            ? environment.Values.Select(value => value.Text()).OfType<string>().SelectMany(names.In).ToList()
            : [];

        // What is known says it better.
        if (named.Count > 0)
            return named;

        // An alias leaves its function's name beside its own.
        foreach (var mentioned in caller.Mentions.Select(names.Mentioned).OfType<CalleeReference>().OrderBy(callee => callee.Qualifier is null))
        {
            if (!named.Any(other => mentioned.Qualifier is null && SameFunction(mentioned, other)))
                named.Add(mentioned);
        }

        return named;
    }

    private static IEnumerable<CalleeReference> FromPolicies(CloudModel model, FunctionsNamed names, Function caller) =>
        model.Roles.Find(caller.Role) is { } role
            ? PolicyResources.Callees(names, InvokeStatements(role).SelectMany(statement => statement.Resources ?? []))
                .Where(callee => callee.Function?.Address != caller.Address && !callee.Arns.Any(caller.Destinations.Contains))
            : [];

    /// <summary>A permission for an alias or version is for invokes of that one.</summary>
    private static IEnumerable<(Function Caller, CalleeReference Callee)> FromPermissions(
        CloudModel model, Function callee, ILookup<string, Function> byRole) =>
        from grant in callee.Grants
        where grant.IsHere is Truth.Yes
        from caller in (model.Roles.Find(grant.Principal) is { } role ? byRole[role.Address] : [])
            .Concat(model.Functions.Find(grant.SourceArn) is { } source ? [source] : [])
        select (caller, CalleeReference.Of(callee, grant.Qualifier.Text()));

    /// <summary>"May invoke every function" is evidence for each of the others, where nothing tells it better.</summary>
    private static IEnumerable<(Function Caller, List<CalleeReference> Callees)> FromOpenPolicies(CloudModel model, HashSet<string> told, IReadOnlyList<Function>? asked) =>
        from caller in model.Functions
        where !told.Contains(caller.Address) && caller.VpcConfig is not Planned<VpcConfig>.Absent && model.Roles.Find(caller.Role) is not null
        let open = InvokeStatements(model.Roles.Find(caller.Role)!).SelectMany(statement => statement.Resources ?? []).Where(IsOpen).Distinct()
            .Select(resource => Glob.Parse(resource, new RequestContext())).ToArray()
        where open.Length > 0
        let callees = (asked ?? model.Functions.AsEnumerable()).Where(callee => callee.Address != caller.Address && !callee.Arns.Any(caller.Destinations.Contains)
            && (callee.Arns.Count == 0 || callee.Arns.Any(arn => open.Any(pattern => ArnPattern.MatchesResource(pattern, arn)) is not Truth.No)))
        select (caller, callees.Take(FewFunctions + 1).Select(callee => CalleeReference.Of(callee)).ToList());

    /// <summary>A star for the qualifier alone leaves the function named.</summary>
    private static bool IsOpen(string resource) =>
        resource is "*" || (resource.StartsWith("arn:", StringComparison.Ordinal) && FunctionName.Parse(resource).Base.AsSpan().IndexOfAny('*', '?') >= 0);

    private static IEnumerable<Statement> InvokeStatements(Role role) =>
        role.Policies.Where(policy => policy.Attached is Truth.Yes)
            .SelectMany(policy => policy.Document.TryGet(out var document) ? document.Statements : [])
            .Where(statement => statement is { Effect: Effect.Allow, Actions: { } actions } && actions.Any(MayInvoke));

    private static bool MayInvoke(string action) =>
        action is "*" || (action.StartsWith("lambda:", StringComparison.OrdinalIgnoreCase)
            && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(action, InvokeAction.Name));

    private static bool SameFunction(CalleeReference a, CalleeReference b) =>
        a.Function is { } function ? function.Address == b.Function?.Address : a.Arns[0] == b.Arns[0];
}
