using System.Collections.Concurrent;
using PrivateInvoke.Cloud;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Local;

/// <summary>
/// Judges invokes as clients make them: by the function, the alias or version and the account that they name, whatever signs of them
/// the plan has. AWS asks policies before it looks for the function, so one that is nowhere is judged too.
/// </summary>
internal sealed class AskedPaths(CloudModel model)
{
    // Clients repeat themselves. Bounded, since a client chooses the names.
    private const int MaxRemembered = 1000;

    private readonly FunctionsNamed _names = new(model);
    private readonly ConcurrentDictionary<(string, FunctionReference), InvokePath> _remembered = new();

    public IEnumerable<InvokePath> All => _remembered.Values;

    /// <summary>The same questions, asked of a changed plan.</summary>
    public AskedPaths In(CloudModel changed)
    {
        var asked = new AskedPaths(changed);
        foreach (var (caller, function) in _remembered.Keys)
            asked.Between(caller, function);
        return asked;
    }

    /// <returns>Null when the plan has no such caller.</returns>
    public InvokePath? Between(string caller, FunctionReference asked)
    {
        if (_remembered.TryGetValue((caller, asked), out var known))
            return known;
        if (Labelled(caller) is not { } from)
            return null;

        var path = PathJudge.Judge(model, from, CalleeOf(from, asked));
        if (_remembered.Count < MaxRemembered)
            _remembered[(caller, asked)] = path;
        return path;
    }

    private CalleeReference CalleeOf(Function caller, FunctionReference asked)
    {
        var region = asked.Region ?? caller.Region.Text() ?? "us-east-1";
        var account = caller.Arns.Select(arn => FunctionName.Parse(arn).Account).FirstOrDefault() ?? PlanDocument.SymbolicAccount;
        var name = asked.Region is null && asked.Account is null ? asked.Name : FunctionName.Arn(region, asked.Account ?? account, asked.Name);
        var qualifier = asked.Qualifier is null ? "" : $":{asked.Qualifier}";
        if (_names.One(name + qualifier) is { Function: { } function } planned)
            return planned.Qualifier is { } number ? planned.By(Published(function, number) ?? number) : planned;
        if (name == asked.Name && Labelled(name) is { } unnamed)
            return CalleeReference.Of(unnamed, asked.Qualifier);

        var callee = CalleeReference.Outside(FunctionName.Arn(region, asked.Account ?? account, asked.Name) + qualifier);
        // A plan that was made without an account has none to hold a policy's against.
        return asked.Account is not null || account != PlanDocument.SymbolicAccount ? callee
            : callee with { Arns = [.. callee.Arns, .. Accounts(caller).Select(other => FunctionName.Arn(region, other, asked.Name) + qualifier)] };
    }

    /// <summary>The version that an apply will publish has another name in the plan than the number that it goes by here.</summary>
    private static string? Published(Function function, string number) =>
        number.All(char.IsAsciiDigit) && function.FunctionAliases.All(alias => alias.Name.Text() != number)
            ? function.FunctionAliases.Where(alias => alias.Address == function.Address).Select(alias => alias.Name.Text())
                .FirstOrDefault(name => name is not (null or "$LATEST"))
            : null;

    private IEnumerable<string> Accounts(Function caller) => model.Roles.Find(caller.Role) is not { } role ? []
        : role.Policies.SelectMany(policy => policy.Document.TryGet(out var document) ? document.Statements : [])
            .SelectMany(statement => statement.Resources ?? [])
            .Select(resource => FunctionName.Parse(resource).Account).OfType<string>()
            .Where(account => account.Length == 12 && account.All(char.IsAsciiDigit)).Distinct();

    private Function? Labelled(string name) => model.Functions.FirstOrDefault(function => function.Label == name);
}
