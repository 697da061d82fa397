using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class ConfiguredTests
{
    private static readonly RawResource Group = new()
    {
        Address = "aws_security_group.caller",
        Type = "aws_security_group",
        Name = "caller",
        Module = "",
        Values = new PlannedObject(new Dictionary<string, PlannedValue>()),
    };

    [Fact]
    public void What_a_block_written_as_an_attribute_sets_is_not_told() =>
        Assert.Equal(Expression.Untold, With("egress").ExpressionOf(Group, "egress.prefix_list_ids"));

    [Fact]
    public void What_a_block_does_not_set_is_missing() =>
        Assert.Equal(Expression.Missing, With("egress", "egress.protocol").ExpressionOf(Group, "egress.prefix_list_ids"));

    private static Configured With(params string[] paths) => new(
        new Dictionary<string, ConfiguredResource>
        {
            [Group.Address] = new("aws", paths.ToHashSet(), new Dictionary<string, IReadOnlyList<string>>()),
        },
        new Dictionary<string, ConfiguredModule>());
}
