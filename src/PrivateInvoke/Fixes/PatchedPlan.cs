using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Fixes;

/// <summary>A plan with patches in it, and what is read of it, each once: a plan of 10,000 resources takes a tenth of a second.</summary>
internal sealed class PatchedPlan
{
    private readonly Dictionary<string, ModuleScope> _scopes = [];
    private readonly Dictionary<string, PlannedResource> _resources;
    private readonly Lazy<CloudModel> _model;
    private readonly Dictionary<string, ILookup<(string?, PathEnd), InvokePath>> _found = [];

    public PatchedPlan(PlanDocument plan)
        : this(plan, new Lazy<CloudModel>(() => CloudModel.Read(plan)))
    {
    }

    private PatchedPlan(PlanDocument plan, Lazy<CloudModel> model)
    {
        (Plan, _model) = (plan, model);
        _resources = new Dictionary<string, PlannedResource>(plan.Resources.Count);
        foreach (var resource in plan.Resources.Where(resource => !resource.IsData))
            _resources.TryAdd(resource.Address, resource);
    }

    public PlanDocument Plan { get; }

    public CloudModel Model => _model.Value;

    /// <returns>Null for what the plan does not have, or only looks up.</returns>
    public PlannedResource? Find(string? address) => address is null ? null : _resources.GetValueOrDefault(address);

    public ModuleScope Scope(string module) => _scopes.TryGetValue(module, out var scope) ? scope : _scopes[module] = new ModuleScope(Plan, module);

    public PatchedPlan With(IEnumerable<Change> changes) => new(FixFinder.Apply(Plan, changes));

    /// <summary>The same plan, to find several candidates in that can stand beside each other.</summary>
    public PatchedPlan Draft() => new(Plan, _model);

    /// <summary>For the next candidates of a draft, a change's name is taken, and what it appends to is longer. The model stays as it is.</summary>
    public void Show(Change change)
    {
        foreach (var scope in _scopes.Values)
            scope.Take(change.Address);
        if (change is Change.Set { Argument.Appends: true } set && Find(set.Address) is { } resource)
            _resources[set.Address] = set.ApplyTo(resource);
    }

    /// <summary>The same paths in this plan, in the same order; one of which the plan tells nothing any more is as it was.</summary>
    public IReadOnlyList<InvokePath> Judge(IReadOnlyList<InvokePath> paths)
    {
        if (paths is [var only])
            return [Judge(only)];

        return [.. paths.Select(path => Found(path.Service)[EndsOf(path)].FirstOrDefault() ?? Judge(path))];
    }

    private ILookup<(string?, PathEnd), InvokePath> Found(string service) => _found.TryGetValue(service, out var found) ? found
        : _found[service] = PathFinder.Find(Model, new PathQuery { Service = service }).ToLookup(EndsOf);

    private InvokePath Judge(InvokePath path)
    {
        var query = new PathQuery
        {
            Caller = path.Caller.Address,
            Callee = path.Service == "lambda" && path.Callee != PathEnd.AnyFunction ? path.Callee.Address ?? path.Callee.Name : null,
            Service = path.Service,
        };
        return PathFinder.Find(Model, query).FirstOrDefault(other => other.Callee == path.Callee) ?? path;
    }

    private static (string?, PathEnd) EndsOf(InvokePath path) => (path.Caller.Address, path.Callee);
}
