using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class SettlementTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_reference_to_an_id_equals_that_id()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);
        var vpc = plan.At("aws_vpc.this");

        Assert.Equal(vpc.Id, plan.At("aws_subnet.this[\"a\"]").Values.Text("vpc_id"));
        Assert.StartsWith("vpc-0", Known(vpc.Id), StringComparison.Ordinal);
        Assert.Equal("aws_vpc.this", plan.Describe(Known(vpc.Id)));
        Assert.True(plan.IsSettled);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_filtered_list_in_a_dynamic_block_has_only_what_the_filter_leaves()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);

        var vpc = Assert.Single(Known(plan.At("aws_lambda_function.caller").Values.Blocks("vpc_config")));

        Assert.Equal([plan.At("aws_subnet.this[\"a\"]").Id], Known(vpc.Texts("subnet_ids")));
        Assert.Equal([plan.At("aws_security_group.caller").Id], Known(vpc.Texts("security_group_ids")));
        Assert.IsType<Planned<string>.Absent>(vpc.Text("vpc_id"));
    }

    [Fact(Timeout = 180_000)]
    public async Task Rules_in_a_set_find_their_own_values_whatever_the_order()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);

        var rules = Known(plan.At("aws_security_group.caller").Values.Blocks("egress"))
            .ToDictionary(rule => Known(rule.Number("from_port")));

        Assert.Equal([plan.At("aws_security_group.endpoint").Id], Known(rules[443].Texts("security_groups")));
        Assert.Empty(Known(rules[443].Texts("cidr_blocks")));
        Assert.Empty(Known(rules[5432].Texts("security_groups")));
    }

    [Fact(Timeout = 180_000)]
    public async Task What_nothing_sets_is_absent_and_not_the_filler_of_a_mock()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);

        Assert.IsType<PlannedValue.Absent>(plan.At("aws_security_group.endpoint").Values["ingress"]);
        Assert.IsType<PlannedValue.Absent>(plan.At("aws_vpc.this").Values["default_security_group_id"]);
        Assert.StartsWith("sg-0", Known(plan.At("aws_vpc.this").Computed("default_security_group_id")), StringComparison.Ordinal);
        Assert.True(Known(plan.At("aws_vpc.this").Values.Flag("enable_dns_support")));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_expression_that_comes_to_null_is_absent()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);

        Assert.IsType<PlannedValue.Absent>(plan.At("aws_lambda_function.caller").Values["source_code_hash"]);
    }

    [Fact(Timeout = 180_000)]
    public async Task What_is_computed_from_an_address_that_aws_assigns_is_unknown()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);

        Assert.IsType<Planned<string>.Unknown>(plan.At("aws_subnet.this[\"a\"]").Values.Text("ipv6_cidr_block"));
    }

    [Fact(Timeout = 180_000)]
    public async Task Arns_have_the_names_that_aws_gives_them()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);
        var caller = plan.At("aws_lambda_function.caller");

        Assert.Equal("arn:aws:lambda:eu-central-1:000000000000:function:caller", Known(caller.Arn));
        Assert.Equal(plan.At("aws_iam_role.caller").Arn, caller.Values.Text("role"));
        Assert.Equal("arn:aws:iam::000000000000:role/caller", Known(caller.Values.Text("role")));
        Assert.Equal(new PlannedValue.Text(Known(caller.Arn)), plan.Outputs["function"]);
        Assert.Equal("eu-central-1", Known(plan.Region));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_sensitive_value_is_withheld_though_both_plans_have_it()
    {
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);

        var environment = Known(Known(plan.At("aws_lambda_function.caller").Values.Blocks("environment"))[0].Map("variables"));

        Assert.IsType<Planned<string>.Unknown>(environment["TOKEN"]);
        Assert.Equal(plan.At("aws_vpc.this").Id, environment["VPC"]);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_plan_alone_settles_single_references_and_leaves_the_others_unknown()
    {
        var plan = await Scenario.ReadAsync("joins", TestContext.Current.CancellationToken);

        Assert.False(plan.IsSettled);
        Assert.Equal(plan.At("aws_vpc.this").Id, plan.At("aws_subnet.this[\"a\"]").Values.Text("vpc_id"));
        Assert.IsType<Planned<string>.Unknown>(plan.At("aws_subnet.this[\"a\"]").Values.Text("ipv6_cidr_block"));
        Assert.IsType<PlannedValue.Absent>(plan.At("aws_security_group.endpoint").Values["ingress"]);
        Assert.IsType<Planned<string>.Known>(plan.At("aws_vpc.this").Id);
        Assert.Equal("eu-central-1", Known(plan.Region));
    }

    private static T Known<T>(Planned<T> value) => Assert.IsType<Planned<T>.Known>(value).Value;
}
