using System.Text.Json;
using System.Text.Json.Nodes;
using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>What one role, endpoint or function needs to allow for the paths found, and nothing else.</summary>
/// <param name="Kind"><c>identity</c>, <c>endpoint</c> or <c>resource</c>.</param>
/// <param name="Address">The role, the endpoint, or the function.</param>
/// <param name="Document">The account is ACCOUNT_ID where the plan was made without one.</param>
/// <param name="Hcl">Null where the module of <paramref name="Address"/> cannot name what the policy is about.</param>
internal sealed record LeastPolicy(string Kind, string Address, JsonObject Document, string? Hcl)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The document as it is read in a plan, with the symbols of that plan.</summary>
    public required string Planned { get; init; }

    /// <summary>Policies for every path to a Lambda function, in the order of their kinds.</summary>
    public static IReadOnlyList<LeastPolicy> For(PlanDocument plan, CloudModel model, IReadOnlyList<InvokePath> paths)
    {
        var invokes = paths.Where(path => path is { Service: "lambda", Caller.Address: not null } && path.Callee != PathEnd.AnyFunction)
            .Select(path => new Invoke(model, path)).Where(invoke => invoke.Arns.Length > 0).ToArray();
        var scopes = new Dictionary<string, ModuleScope>();
        ModuleScope Scope(string address) => ModuleScope.ModuleOf(plan, address) is { } module
            ? scopes.TryGetValue(module, out var scope) ? scope : scopes[module] = new ModuleScope(plan, module)
            : new ModuleScope(plan with { Resources = [] }, "");

        return
        [
            .. invokes.Where(invoke => invoke.Role is not null).GroupBy(invoke => invoke.Role!.Address)
                .Select(same => Identity(same.Key, [.. same], Scope(same.Key))),
            .. invokes.Where(invoke => invoke is { Endpoint: not null, Role.Arns.Count: > 0 }).GroupBy(invoke => invoke.Endpoint!.Address)
                .Select(same => Endpoint(same.Key, [.. same], Scope(same.Key))),
            .. invokes.Where(invoke => invoke is { NeedsPermission: true, Role.Arns.Count: > 0, Path.Callee.Address: not null }).GroupBy(invoke => invoke.Path.Callee.Address!)
                .Select(same => Resource(same.Key, [.. same], Scope(same.Key))),
        ];
    }

    private static LeastPolicy Identity(string role, Invoke[] invokes, ModuleScope scope) => Of("identity", role, scope, Statements(invokes, principals: null), document =>
    [
        Argument.Of("name", "invoke"),
        scope.Refer("role", role, "name"),
        document,
    ], "aws_iam_role_policy");

    private static LeastPolicy Endpoint(string endpoint, Invoke[] invokes, ModuleScope scope) =>
        Of("endpoint", endpoint, scope, Statements(invokes, [.. invokes.Select(invoke => invoke.Role!.Arns[0]).Distinct()]), document =>
        [
            scope.Refer("vpc_endpoint_id", endpoint, "id"),
            document,
        ], "aws_vpc_endpoint_policy");

    private static LeastPolicy Resource(string function, Invoke[] invokes, ModuleScope scope)
    {
        var roles = invokes.Select(invoke => invoke.Role!).DistinctBy(role => role.Address).ToArray();
        var policy = Of("resource", function, scope, Statements(invokes, [.. roles.Select(role => role.Arns[0])]), _ => [], "aws_lambda_permission");
        // A function's policy is written one statement at a time.
        var permissions = roles.SelectMany(role => invokes.Where(invoke => invoke.Role == role).SelectMany(invoke => invoke.Actions).Distinct(), (role, action) =>
            Written("aws_lambda_permission", $"{ModuleAddress.WithoutKeys(role.Address).Split('.')[^1]}{(action == InvokeAction.Name ? "" : "_url")}",
                [scope.Refer("function_name", function, "function_name"), Argument.Of("action", action), scope.Refer("principal", role.Address, "arn")])).ToArray();
        return policy with { Hcl = permissions.Contains(null) ? null : string.Join('\n', permissions) };
    }

    private static JsonArray Statements(Invoke[] invokes, string[]? principals)
    {
        var statements = new JsonArray();
        foreach (var same in invokes.GroupBy(invoke => string.Join(' ', invoke.Actions)))
        {
            var statement = new JsonObject { ["Effect"] = "Allow" };
            if (principals is not null)
                statement["Principal"] = new JsonObject { ["AWS"] = Texts(principals) };
            statement["Action"] = same.First().Actions is [var one] ? one : Texts(same.First().Actions);
            statement["Resource"] = Texts([.. same.SelectMany(invoke => invoke.Arns).Distinct().Order(StringComparer.Ordinal)]);
            statements.Add((JsonNode)statement);
        }

        return statements;
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static LeastPolicy Of(string kind, string address, ModuleScope scope, JsonArray statements, Func<Argument, IEnumerable<Argument?>> arguments, string type)
    {
        var document = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements };
        var json = document.ToJsonString();
        var shown = JsonNode.Parse(json.Replace($":{PlanDocument.SymbolicAccount}:", ":ACCOUNT_ID:", StringComparison.Ordinal))!.AsObject();
        var hcl = scope.WriteJson(json) is { } expression ? Written(type, "invoke", arguments(new Argument("policy", expression, new PlannedValue.Text(json)))) : null;
        return new LeastPolicy(kind, address, shown, hcl) { Planned = json };
    }

    private static string? Written(string type, string name, IEnumerable<Argument?> arguments) => arguments.ToArray() is { Length: > 0 } all && !all.Contains(null)
        ? HclWriter.Block($"resource \"{type}\" \"{name}\"", all!)
        : null;

    public static void WriteText(TextWriter writer, IReadOnlyList<LeastPolicy> policies)
    {
        foreach (var policy in policies)
        {
            writer.WriteLine($"# {policy.Kind} policy of {policy.Address}");
            writer.WriteLine(policy.Document.ToJsonString(Indented));
            writer.WriteLine();
            writer.WriteLine(policy.Hcl ?? $"# As HCL: what it is about is in another module than {policy.Address}. Hand its ARN in as a variable.\n");
        }

        if (policies.Count == 0)
            writer.WriteLine("No path to a function needs a policy.");
    }

    public static JsonObject Json(IReadOnlyList<LeastPolicy> policies) => new()
    {
        ["formatVersion"] = "1.0",
        ["policies"] = new JsonArray([.. policies.Select(policy => (JsonNode)new JsonObject
        {
            ["kind"] = policy.Kind,
            ["address"] = policy.Address,
            ["document"] = policy.Document.DeepClone(),
            ["hcl"] = policy.Hcl,
        })]),
    };

    /// <summary>One path and what it asks for.</summary>
    private sealed class Invoke
    {
        public Invoke(CloudModel model, InvokePath path)
        {
            Path = path;
            var caller = model.Functions.Find(path.Caller.Address!)!;
            Role = model.Roles.Find(caller.Role);
            Endpoint = path.Via is Via.InterfaceEndpoint
                ? path.Hops.Where(hop => hop.Kind is HopKind.EndpointPlacement or HopKind.EndpointPolicy).Select(hop => model.Endpoints.Find(hop.Address ?? "")).FirstOrDefault(found => found is not null)
                : null;
            var isByUrl = path.Callee.Name.EndsWith(" by its function URL", StringComparison.Ordinal);
            Actions = isByUrl ? ["lambda:InvokeFunctionUrl", InvokeAction.Name] : [InvokeAction.Name];
            var arn = path.Callee.Address is { } address ? model.Functions.Find(address)?.Arns.FirstOrDefault() : FunctionName.Parse(path.Callee.Name).Base;
            Arns = arn is null ? [] : path.Callee.Qualifier is { } qualifier ? [$"{arn}:{qualifier}"] : [arn, $"{arn}:*"];
            NeedsPermission = path.Callee.Address is not null && path.Hops.Any(hop => hop is { Kind: HopKind.ResourcePolicy, Result: not HopResult.NotApplicable });
        }

        public InvokePath Path { get; }

        public Role? Role { get; }

        public VpcEndpoint? Endpoint { get; }

        public string[] Actions { get; }

        /// <summary>Of an unqualified function, its versions and aliases too: the day one is invoked, nothing has to change.</summary>
        public string[] Arns { get; }

        /// <summary>Whether the callee's own policy has a say.</summary>
        public bool NeedsPermission { get; }
    }
}
