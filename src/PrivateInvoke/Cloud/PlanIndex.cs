using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>A plan's resources by type, so that no reader scans the whole plan.</summary>
internal sealed class PlanIndex(PlanDocument plan)
{
    private readonly ILookup<(string Type, bool IsData), PlannedResource> _byType =
        plan.Resources.ToLookup(resource => (resource.Type, resource.IsData));

    public IEnumerable<PlannedResource> Managed(string type) => _byType[(type, false)];

    public IEnumerable<PlannedResource> Data(string type) => _byType[(type, true)];

    public IEnumerable<PlannedResource> All(string type) => Managed(type).Concat(Data(type));
}
