using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class DynamicBlockTests
{
    /// <summary>
    /// A <c>dynamic "ingress"</c> over ids is unknown as a whole, and the configuration does not tell of it: it looks like a group
    /// without rules, until the second plan has the rules.
    /// </summary>
    [Fact]
    public void Rules_from_a_dynamic_block_over_ids_are_those_of_the_second_plan()
    {
        var rule = new PlannedValue.List([new PlannedValue.Object(new PlannedObject(
            new Dictionary<string, PlannedValue> { ["from_port"] = new PlannedValue.Number(443) }))]);

        Assert.Equal(rule, Ingress(rule));
    }

    [Fact]
    public void A_group_that_the_second_plan_gives_no_rules_has_none() =>
        Assert.Equal(PlannedValue.Absent.Instance, Ingress(new PlannedValue.List([])));

    private static PlannedValue Ingress(PlannedValue second)
    {
        var item = new AttributeType.Object(new Dictionary<string, AttributeType> { ["from_port"] = AttributeType.Number.Instance });
        var schema = new ResourceSchema(
            new Dictionary<string, ComputedAttribute> { ["ingress"] = new(true, new AttributeType.List(item)) },
            new Dictionary<string, ResourceSchema>());
        var configured = new Configured(
            new Dictionary<string, ConfiguredResource>
            {
                ["aws_security_group.g"] = new("aws", new HashSet<string>(), new Dictionary<string, IReadOnlyList<string>>()),
            },
            new Dictionary<string, ConfiguredModule>());

        var plan = Settlement.Settle(
            PlanOf(PlannedValue.Unknown.Instance) with { Configured = configured }, PlanOf(second),
            new SchemaCatalog(new Dictionary<string, ResourceSchema> { ["aws_security_group"] = schema }), []);

        return plan.At("aws_security_group.g").Values["ingress"];
    }

    private static RawPlan PlanOf(PlannedValue ingress) => new()
    {
        Resources = new Dictionary<string, RawResource>
        {
            ["aws_security_group.g"] = new()
            {
                Address = "aws_security_group.g",
                Type = "aws_security_group",
                Name = "g",
                Values = new PlannedObject(new Dictionary<string, PlannedValue> { ["ingress"] = ingress }),
            },
        },
    };
}
