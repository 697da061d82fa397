using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Paths;

/// <summary>One caller on its way to one API: what every hop rule asks about.</summary>
internal sealed record ApiCall
{
    /// <summary>The port that the caller's client connects to.</summary>
    public int Port { get; init; } = ServicePorts.Https;

    public required CloudModel Model { get; init; }

    public required Function Caller { get; init; }

    /// <summary>Null when the path ends at the API.</summary>
    public CalleeReference? Callee { get; init; }

    public required string Service { get; init; }

    /// <summary>The caller's region, whose API an SDK calls.</summary>
    public Planned<string> Region => Caller.Region;

    /// <summary>The caller's role, where the plan holds it.</summary>
    public Role? Role { get; private init; }

    /// <summary>Null when it is not known, or there is none.</summary>
    public Vpc? Vpc { get; private init; }

    /// <summary>Where the caller's network interfaces lie; one that is not known is <see cref="Subnet.Unknown"/>.</summary>
    public IReadOnlyList<Subnet> Subnets { get; init; } = [];

    public SecuritySide Security { get; private init; } = SecuritySide.Empty;

    /// <summary>Whether the caller's code may use IPv6, whose routes and rules are not judged.</summary>
    public Truth MayUseIpv6 => Caller.VpcConfig.TryGet(out var config) ? config.AllowsIpv6.IsTrue() : Truth.No;

    /// <summary>The host that an SDK calls when nothing overrides it.</summary>
    public string ServiceHost => ApiAddress.HostOf(Service, Region.Text() ?? "REGION");

    /// <summary>The host that the caller calls.</summary>
    public string CalledHost { get => field ?? ServiceHost; init; }

    public static ApiCall Of(CloudModel model, Function caller, CalleeReference? callee, string service)
    {
        var config = caller.VpcConfig.TryGet(out var known) ? known : new VpcConfig([], []);
        var subnets = config.Subnets.Select(id => model.Subnets.Find(id) ?? Subnet.Unknown).Distinct().ToArray();
        return new ApiCall
        {
            Model = model,
            Caller = caller,
            Callee = callee,
            Service = service,
            Port = ServicePorts.Of(service)[0],
            Role = model.Roles.Find(caller.Role),
            Vpc = subnets.Select(subnet => model.Vpcs.Find(subnet.Vpc)).FirstOrDefault(vpc => vpc is not null),
            Subnets = subnets.Length > 0 ? subnets : [Subnet.Unknown],
            Security = SecuritySide.Of(model, config.Groups),
        };
    }

    /// <summary>Tcp between the caller and the other side of the connection.</summary>
    public Traffic With(AddressSet addresses, IReadOnlyList<Planned<string>> groups, int? port = null) =>
        new(port ?? Port, new Party(addresses, groups), list => Model.BlocksOf(list, addresses, Service));

    /// <summary>Whether the thing lies in the caller's VPC.</summary>
    public Truth InVpc(Planned<string> vpc) =>
        Vpc is null ? Truth.Undecided
        : vpc.TryGet(out var id) ? Truths.Of(Vpc.Names().Contains(id))
        : Truth.Undecided;
}
