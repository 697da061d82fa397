using PrivateInvoke.Cloud;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>A path that is not as it should be, and the plan that it is of.</summary>
internal sealed class FixContext
{
    private readonly PatchedPlan _plan;

    public FixContext(PatchedPlan plan, InvokePath path)
    {
        (_plan, Path) = (plan, path);
        var model = plan.Model;
        Caller = model.Functions.Find(path.Caller.Address!)!;
        Callee = path.Callee.Address is { } address ? model.Functions.Find(address) : null;
        Call = ApiCall.Of(model, Caller, Callee is null ? null : CalleeReference.Of(Callee, path.Callee.Qualifier), path.Service);
        // What the path comes to, or came nearest to.
        Endpoint = path.Hops.Where(hop => hop.Kind is HopKind.EndpointPlacement or HopKind.EndpointPolicy or HopKind.Name)
            .Select(hop => hop.Address is { } at ? model.Endpoints.FirstOrDefault(endpoint => endpoint.Address == at) : null).FirstOrDefault(endpoint => endpoint is not null);
    }

    public CloudModel Model => _plan.Model;

    public InvokePath Path { get; }

    public ApiCall Call { get; }

    public Function Caller { get; }

    /// <summary>Null for a function outside the plan, and for another service.</summary>
    public Function? Callee { get; }

    public VpcEndpoint? Endpoint { get; }

    public int Port => ServicePorts.Of(Path.Service)[0];

    public PlannedResource? Resource(string? address) => _plan.Find(address);

    /// <summary>Sets an attribute of a resource of the plan.</summary>
    /// <returns>Nothing where the resource is not in the plan, or the argument cannot be written in its module.</returns>
    public IEnumerable<Change> Set(string? address, Func<ModuleScope, Argument?> argument) =>
        address is not null && ModuleOf(address) is { } module && argument(_plan.Scope(module)) is { } written
            ? [new Change.Set(module, address, written)]
            : [];

    public IEnumerable<Change> Set(string? address, Argument argument) => Set(address, _ => argument);

    /// <summary>Adds a resource to the module of another one.</summary>
    /// <param name="name">What it is called, unless something of the type is called so already.</param>
    /// <param name="arguments">Nothing is added where one cannot be written there.</param>
    public IEnumerable<Change> Add(string? beside, string type, string name, Func<ModuleScope, IEnumerable<Argument?>> arguments)
    {
        if (beside is null || ModuleOf(beside) is not { } module)
            return [];

        var scope = _plan.Scope(module);
        var written = arguments(scope).ToArray();
        return written.Contains(null) ? [] : [new Change.Add(module, Address(scope, module, type, name), beside, written!)];
    }

    private string? ModuleOf(string address) => Resource(address) is { } resource ? ModuleScope.InstanceOf(resource) : null;

    public static string Address(ModuleScope scope, string module, string type, string name)
    {
        var prefix = module.Length == 0 ? "" : $"{module}.";
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return Enumerable.Range(1, int.MaxValue).Select(i => $"{prefix}{type}.{plain}{(i == 1 ? "" : $"_{i}")}").First(address => !scope.Has(address));
    }

    /// <summary>Ids of resources of one attribute, in order; null where one is not of the module.</summary>
    public static Argument? Ids(ModuleScope scope, string name, IEnumerable<CloudResource> resources)
    {
        var all = resources.Select(resource => Id(scope, name, resource.Address)).ToArray();
        return all.Length == 0 || all.Contains(null) ? null
            : new Argument(name, HclWriter.List(all.Select(one => one!.Hcl)), new PlannedValue.List([.. all.Select(one => one!.Value)]));
    }

    /// <summary>The table that AWS makes with a VPC is told of by the VPC.</summary>
    private static Argument? Id(ModuleScope scope, string name, string address) => address.EndsWith(MainTable, StringComparison.Ordinal)
        ? scope.Refer(name, address[..^MainTable.Length], "main_route_table_id")
        : scope.Refer(name, address, "id");

    private const string MainTable = "'s main route table";
}
