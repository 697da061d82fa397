using PrivateInvoke.Cloud;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>What IAM sees of a request that the caller's role makes.</summary>
internal static class RoleContext
{
    private static readonly ContextValue Missing = ContextValue.Missing.Instance;

    public static AccessRequest Request(ApiCall call, string action, IReadOnlyList<string> resources, RequestContext context) => new()
    {
        Action = action,
        Resources = resources,
        Principals = call.Role?.Arns ?? [],
        Account = Account(call),
        Context = context,
    };

    /// <summary>Identity policies add up; a boundary has to allow as well.</summary>
    public static AccessAnswer AskIdentity(Role role, AccessRequest request)
    {
        var identity = NamedPolicy.AskAll(role.Policies, request);
        return role.Boundary switch
        {
            Planned<NamedPolicy>.Absent => identity,
            Planned<NamedPolicy>.Known bound => identity.Intersect(bound.Value.Ask(request)),
            _ => identity.Intersect(new AccessAnswer(Truth.Undecided, Truth.Undecided)),
        };
    }

    /// <summary>The caller's account: its role's, as its ARN says.</summary>
    public static string? Account(ApiCall call) =>
        call.Role?.Arns is [var arn, ..] && arn.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? account
        : call.Caller.Arns is [var own, ..] ? FunctionName.Parse(own).Account
        : null;

    /// <summary>Lambda's own calls when it attaches the function to the VPC.</summary>
    public static RequestContext ForSetup(ApiCall call) => Common(call).With("lambda:SourceFunctionArn", Missing);

    /// <summary>A call of the function's code.</summary>
    public static RequestContext ForCode(ApiCall call, IReadOnlyList<Destination> destinations)
    {
        var context = Common(call)
            .With("lambda:SourceFunctionArn", call.Caller.Arns is { Count: > 0 } arns ? new ContextValue.Spelled([.. arns]) : ContextValue.Present.Instance)
            // An invoke by the API carries nothing of a function URL or of another event source.
            .With("lambda:EventSourceToken", Missing)
            .With("lambda:FunctionUrlAuthType", Missing)
            .With("lambda:InvokedViaFunctionUrl", Missing)
            .With("aws:ViaAWSService", ContextValue.Of(false))
            .With("aws:CalledVia", Missing)
            .With("aws:CalledViaFirst", Missing)
            .With("aws:CalledViaLast", Missing);
        var (function, tags) = (call.Callee?.Function, call.Callee?.Function?.Tags);
        context = Tags(context, "aws:ResourceTag/", function is null ? null : tags);
        if (call.Callee?.Arns is [var callee, ..] && FunctionName.Parse(callee).Account is { } account)
            context = context.With("aws:ResourceAccount", ContextValue.Of(account));
        return destinations is [var destination] ? Travelled(context, call, destination) : context;
    }

    private static RequestContext Travelled(RequestContext context, ApiCall call, Destination destination) => destination switch
    {
        Destination.ToEndpoint { Endpoint: var endpoint } => context
            .With("aws:SourceVpce", ContextValue.Of(endpoint.Id))
            .With("aws:SourceVpc", ContextValue.Of(endpoint.Vpc))
            .With("aws:SourceIp", Missing)
            .With("aws:VpcSourceIp", Addresses(call)),
        Destination.ToGateway { Endpoint: var endpoint } => Travelled(context, call, new Destination.ToEndpoint(endpoint)),
        Destination.ToPublic or Destination.FromAws => context
            .With("aws:SourceVpce", Missing)
            .With("aws:SourceVpc", Missing)
            .With("aws:SourceVpcArn", Missing)
            .With("aws:VpcSourceIp", Missing)
            .With("aws:VpceAccount", Missing)
            .With("aws:VpceOrgID", Missing)
            .With("aws:VpceOrgPaths", Missing)
            .With("aws:SourceIp", ContextValue.Present.Instance),
        _ => context,
    };

    private static ContextValue Addresses(ApiCall call) => call.Subnets.All(subnet => subnet.Block.TryGet(out _))
        ? new ContextValue.Within([.. call.Subnets.Select(subnet => AddressSet.Of(subnet.Block))])
        : ContextValue.Present.Instance;

    private static RequestContext Common(ApiCall call)
    {
        var role = call.Role;
        var context = new RequestContext
        {
            ["aws:SecureTransport"] = ContextValue.Of(true),
            ["aws:PrincipalType"] = ContextValue.Of("AssumedRole"),
            ["aws:PrincipalIsAWSService"] = ContextValue.Of(false),
            ["aws:username"] = Missing,
            // Of temporary credentials, AWS's pages say that the key is there; of a role's that no user assumed, that it is not.
            // See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
            ["aws:MultiFactorAuthPresent"] = new ContextValue.Perhaps(ContextValue.Of(false)),
            ["aws:MultiFactorAuthAge"] = Missing,
            ["aws:FederatedProvider"] = Missing,
            ["aws:RequestedRegion"] = ContextValue.Of(call.Region),
            ["aws:PrincipalArn"] = role?.Arns is { Count: > 0 } arns ? new ContextValue.Spelled([.. arns]) : ContextValue.Present.Instance,
            ["aws:PrincipalAccount"] = Account(call) is { } account ? ContextValue.Of(account) : ContextValue.Present.Instance,
            ["aws:SourceArn"] = Missing,
            ["aws:SourceAccount"] = Missing,
        };
        return Tags(context, "aws:PrincipalTag/", role?.Tags);
    }

    private static RequestContext Tags(RequestContext context, string prefix, Planned<IReadOnlyDictionary<string, Planned<string>>>? tags)
    {
        // A tag that is not there is missing only if all of them are known; without tags at all, none is.
        if (tags?.TryGet(out var known) == true)
        {
            foreach (var (name, value) in known)
                context = context.With(prefix + name, ContextValue.Of(value));
        }

        return context;
    }
}
