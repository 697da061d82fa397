using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>What a plan sets that nobody reads: <see cref="ClosedWorld"/>.</summary>
internal static class UnreadReader
{
    public static IReadOnlyList<UnreadSetting> Read(PlanDocument plan) =>
        [.. plan.Resources.SelectMany(resource => ClosedWorld.Instance.UnreadOf(resource).Select(unread => unread.Attribute is null ? Whole(unread, resource) : unread))];

    private static UnreadSetting Whole(UnreadSetting unread, PlannedResource resource)
    {
        var (texts, isKnown) = (new HashSet<string>(StringComparer.Ordinal), Truth.Yes);
        Gather(new PlannedValue.Object(resource.Values));
        return unread with { Texts = texts, IsKnown = isKnown };

        void Gather(PlannedValue value)
        {
            switch (value)
            {
                case PlannedValue.Text text:
                    texts.Add(text.Value);
                    break;
                case PlannedValue.Unknown:
                    isKnown = Truth.Undecided;
                    break;
                case PlannedValue.List list:
                    foreach (var item in list.Items)
                        Gather(item);
                    break;
                case PlannedValue.Object one:
                    foreach (var inner in one.Value.Attributes.Values)
                        Gather(inner);
                    break;
            }
        }
    }
}
