using PrivateInvoke.Iam;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record VpcEndpoint : CloudResource
{
    public Planned<string> Vpc { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary><c>Interface</c>, <c>Gateway</c> (the default) …</summary>
    public Planned<string> Type { get; init; } = "Gateway";

    /// <summary><c>com.amazonaws.us-east-1.lambda</c></summary>
    public required Planned<string> ServiceName { get; init; }

    /// <summary>Set where the service lies in another region than the endpoint.</summary>
    public Planned<string> ServiceRegion { get; init; } = Planned<string>.Absent.Instance;

    public Planned<bool> PrivateDns { get; init; } = false;

    public Planned<string> AddressType { get; init; } = "ipv4";

    /// <summary>Which addresses its private names have: <c>ipv4</c>, <c>dualstack</c>, <c>ipv6</c>, <c>service-defined</c>; absent: as its interfaces have.</summary>
    public Planned<string> DnsRecordType { get; init; } = Planned<string>.Absent.Instance;

    /// <summary>Of S3: private DNS is for names asked from outside the VPC only. Absent: so too, which is what AWS does where nothing is said.</summary>
    public Planned<bool> PrivateDnsOnlyForInbound { get; init; } = Planned<bool>.Absent.Instance;

    /// <summary>One for each of its network interfaces; a subnet that is not known counts as one.</summary>
    public IReadOnlyList<Planned<string>> Subnets { get; init; } = [];

    /// <summary>Of a gateway endpoint: the tables that lead to it.</summary>
    public IReadOnlyList<Planned<string>> RouteTables { get; init; } = [];

    /// <summary>Of a gateway endpoint: the prefix list of the service's addresses.</summary>
    public Planned<string> PrefixList { get; init; } = Planned<string>.Unknown.Instance;

    /// <summary>Empty: the VPC's default group.</summary>
    public IReadOnlyList<Planned<string>> Groups { get; init; } = [];

    public NamedPolicy Policy { get; init; } = new() { Address = "", Document = PolicyDocument.FullAccess };

    /// <summary>The endpoint's own DNS names, or the symbols that stand for them.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>Whether it serves the API of this name in this region.</summary>
    public Truth Serves(string service, Planned<string> region)
    {
        // What has no dot is no service's name, but stands for one that a data source would tell.
        if (!ServiceName.TryGet(out var name) || !name.Contains('.', StringComparison.Ordinal))
            return Truth.Undecided;

        // com.amazonaws.REGION.SERVICE; in China, cn.com.amazonaws.REGION.SERVICE
        const string amazon = "com.amazonaws.";
        // A service of no region: com.amazonaws.iam
        if (name == amazon + service)
            return Truth.Undecided;

        var start = name.IndexOf(amazon, StringComparison.Ordinal);
        var rest = start < 0 ? "" : name[(start + amazon.Length)..];
        if (rest.IndexOf('.', StringComparison.Ordinal) is var dot && (dot < 0 || rest[(dot + 1)..] != service))
            return Truth.No;

        Planned<string> serves = ServiceRegion is Planned<string>.Absent ? rest[..dot] : ServiceRegion;
        return serves.Same(region);
    }

    public Truth IsInterface => Type.Is("Interface");
}
