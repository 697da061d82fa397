using System.Text.Json.Nodes;
using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Iam.Oracle;

/// <summary>One request with every policy that decides it, as JSON documents.</summary>
internal sealed record IamCase
{
    public const string Account = "111111111111";

    public const string RoleArn = $"arn:aws:iam::{Account}:role/caller";

    public required string Action { get; init; }

    public required string Resource { get; init; }

    /// <summary>Each key of the request with its values; a key of several values is a list even with one.</summary>
    public required IReadOnlyDictionary<string, ContextKey> Context { get; init; }

    public required IReadOnlyList<string> Identity { get; init; }

    public required string? Boundary { get; init; }

    public required string? ResourcePolicy { get; init; }

    /// <summary>Service control policies: a list for each level of the organization, each of which has to allow.</summary>
    public required IReadOnlyList<string[]> Control { get; init; }

    private string ResourceAccount => Resource.Split(':')[4];

    /// <summary>This project's answer.</summary>
    public AccessAnswer Ask()
    {
        var request = new AccessRequest { Action = Action, Resources = [Resource], Principals = [RoleArn], Account = Account, Context = ContextOf(Context) };
        var role = new Role
        {
            Address = "aws_iam_role.caller",
            Name = "caller",
            Arns = [RoleArn],
            Policies = [.. Identity.Select(Policy)],
            Boundary = Boundary is null ? Planned<NamedPolicy>.Absent.Instance : new Planned<NamedPolicy>.Known(Policy(Boundary)),
        };
        var identity = RoleContext.AskIdentity(role, request);
        var resource = ResourcePolicy is null ? AccessAnswer.Nothing : Policy(ResourcePolicy).Ask(request);
        var control = Control.Select(level => NamedPolicy.AskAll(level.Select(Policy), request)).Aggregate(Everything, (all, level) => all.Intersect(level));

        var allowed = ResourceAccount == Account ? identity.Allowed.Or(Direct(role, request)) : identity.Allowed.And(resource.Allowed);
        return new AccessAnswer(allowed.And(control.Allowed), identity.Denied.Or(resource.Denied).Or(control.Denied));
    }

    /// <summary>What the resource's policy grants to the role itself, within its boundary, or to everyone.</summary>
    private Truth Direct(Role role, AccessRequest request) => ResourcePolicy is null ? Truth.No
        : Policy(ResourcePolicy).Ask(request with { Account = "" }).Allowed.And(role.Boundary.TryGet(out var bound) ? bound.Ask(request).Allowed : Truth.Yes)
            .Or(Policy(ResourcePolicy).Ask(request with { NamesEveryoneOnly = true }).Allowed);

    private static readonly AccessAnswer Everything = new(Truth.Yes, Truth.No);

    private static NamedPolicy Policy(string json) => new()
    {
        Address = "policy",
        Document = PolicyReader.Read(json) ?? throw new InvalidOperationException($"Not read: {json}"),
    };

    private static RequestContext ContextOf(IReadOnlyDictionary<string, ContextKey> keys) => RandomRequests.Keys.Aggregate(new RequestContext(),
        (context, key) => context.With(key, keys.TryGetValue(key, out var value) ? new ContextValue.Known(value.Values) : ContextValue.Missing.Instance));

    /// <summary>The input of <c>runUnsafeSimulation</c>.</summary>
    public string ToSimulation() => new JsonObject
    {
        ["request"] = new JsonObject
        {
            ["principal"] = $"arn:aws:sts::{Account}:assumed-role/caller/caller",
            ["action"] = Action,
            ["resource"] = new JsonObject { ["resource"] = Resource, ["accountId"] = ResourceAccount },
            ["contextVariables"] = new JsonObject(Context.Select(key => KeyValuePair.Create(key.Key, key.Value.ToJson()))),
        },
        ["identityPolicies"] = Named(Identity),
        ["permissionBoundaryPolicies"] = Boundary is null ? null : Named([Boundary]),
        ["resourcePolicy"] = ResourcePolicy is null ? null : JsonNode.Parse(ResourcePolicy),
        ["serviceControlPolicies"] = new JsonArray([.. Control.Select((level, i) => new JsonObject { ["orgIdentifier"] = $"ou-{i}", ["policies"] = Named(level) })]),
        ["resourceControlPolicies"] = new JsonArray(),
    }.ToJsonString();

    private static JsonArray Named(IEnumerable<string> policies) =>
        new([.. policies.Select((policy, i) => new JsonObject { ["name"] = $"p{i}", ["policy"] = JsonNode.Parse(policy) })]);

    public sealed record ContextKey(bool IsList, params IReadOnlyList<string> Values)
    {
        public JsonNode? ToJson() => IsList ? new JsonArray([.. Values.Select(value => (JsonNode)value)]) : (JsonNode)Values[0];
    }
}
