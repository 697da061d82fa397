using System.Text;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>What a plan file alone tells of its references.</summary>
public sealed class SingleReferenceTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_single_reference_to_what_the_attribute_takes_is_its_value()
    {
        var plan = await PlanAsync(Vpc, Subnet("""{"vpc_id":{"references":["aws_vpc.this.id","aws_vpc.this"]}}"""));

        Assert.Equal(plan.At("aws_vpc.this").Id, plan.At("aws_subnet.a").Values.Text("vpc_id"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""["aws_vpc.this.id","aws_vpc.this","var.other"]""")]
    [InlineData("""["local.vpc_id"]""")]
    [InlineData("""["aws_vpc.this"]""")]
    [InlineData("""["aws_vpc.this.arn","aws_vpc.this"]""")]
    [InlineData("""["aws_vpc.gone.id","aws_vpc.gone"]""")]
    [InlineData("""["aws_vpc.this[0].id","aws_vpc.this[0]","aws_vpc.this"]""")]
    [InlineData("""["aws_vpc.this.id","aws_vpc.this","aws_vpc.other.id","aws_vpc.other"]""")]
    [InlineData("[]")]
    public async Task Where_the_names_leave_another_meaning_the_value_stays_unknown(string references)
    {
        var plan = await PlanAsync(Vpc, Subnet($$$"""{"vpc_id":{"references":{{{references}}}}}"""));

        Assert.IsType<Planned<string>.Unknown>(plan.At("aws_subnet.a").Values.Text("vpc_id"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_reference_is_followed_down_and_up_through_modules()
    {
        var plan = await ReadAsync(
            """
            {"format_version":"1.2","resource_changes":[
              {"address":"module.net[\"a.b\"].aws_vpc.this","module_address":"module.net[\"a.b\"]","mode":"managed","type":"aws_vpc","name":"this","change":{"actions":["create"],"after":{},"after_unknown":{"id":true}}},
              {"address":"module.sub.module.inner.aws_subnet.a","module_address":"module.sub.module.inner","mode":"managed","type":"aws_subnet","name":"a","change":{"actions":["create"],"after":{},"after_unknown":{"id":true,"vpc_id":true}}}],
             "configuration":{"root_module":{"module_calls":{
              "net":{"for_each_expression":{},"module":{"outputs":{"id":{"expression":{"references":["aws_vpc.this.id","aws_vpc.this"]}}},"resources":[{"address":"aws_vpc.this","expressions":{}}]}},
              "sub":{"expressions":{"vpc":{"references":["module.net[\"a.b\"].id","module.net[\"a.b\"]","module.net"]}},"module":{"module_calls":{
               "inner":{"expressions":{"vpc":{"references":["var.vpc"]}},"module":{"resources":[{"address":"aws_subnet.a","expressions":{"vpc_id":{"references":["var.vpc"]}}}]}}}}}}}}}
            """);

        Assert.Equal(plan.At("""module.net["a.b"].aws_vpc.this""").Id, plan.At("module.sub.module.inner.aws_subnet.a").Values.Text("vpc_id"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""{"vpc_id":{"references":["aws_vpc.this.id","aws_vpc.this"]}}""", false)]
    [InlineData("""{"vpc_id":{"references":["var.vpc_id"]}}""", true)]
    public async Task A_list_is_whole_only_where_no_literal_id_can_be_beside_the_reference(string subnet, bool hasMore)
    {
        const string function = """
            {"address":"aws_lambda_function.f","mode":"managed","type":"aws_lambda_function","name":"f","change":{"actions":["create"],"after":{"vpc_config":[{}]},"after_unknown":{"vpc_config":[{"subnet_ids":true}]}}}
            """;
        const string configured = """
            {"address":"aws_lambda_function.f","expressions":{"vpc_config":[{"subnet_ids":{"references":["aws_subnet.a.id","aws_subnet.a"]}}]}}
            """;
        var plan = await PlanAsync(Vpc, Subnet(subnet), (function, configured));

        var block = Assert.Single(Assert.IsType<Planned<IReadOnlyList<PlannedObject>>.Known>(plan.At("aws_lambda_function.f").Values.Blocks("vpc_config")).Value);
        var subnets = Assert.IsType<Planned<IReadOnlyList<Planned<string>>>.Known>(block.Texts("subnet_ids")).Value;

        Assert.Equal(plan.At("aws_subnet.a").Id, subnets[0]);
        Assert.Equal(hasMore ? [Planned<string>.Unknown.Instance] : [], subnets.Skip(1));
    }

    private static (string Change, string Configured) Vpc =>
        ("""{"address":"aws_vpc.this","mode":"managed","type":"aws_vpc","name":"this","change":{"actions":["create"],"after":{},"after_unknown":{"id":true,"arn":true}}}""",
            """{"address":"aws_vpc.this","expressions":{}}""");

    private static (string Change, string Configured) Subnet(string expressions) =>
        ("""{"address":"aws_subnet.a","mode":"managed","type":"aws_subnet","name":"a","change":{"actions":["create"],"after":{},"after_unknown":{"id":true,"vpc_id":true}}}""",
            $$$"""{"address":"aws_subnet.a","expressions":{{{expressions}}}}""");

    private static Task<PlanDocument> PlanAsync(params (string Change, string Configured)[] resources) => ReadAsync(
        $$$$"""
        {"format_version":"1.2","resource_changes":[{{{{string.Join(',', resources.Select(resource => resource.Change))}}}}],
         "configuration":{"root_module":{"resources":[{{{{string.Join(',', resources.Select(resource => resource.Configured))}}}}]}}}
        """);

    private static async Task<PlanDocument> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await PlanReader.ReadAsync(stream, "p.json", TestContext.Current.CancellationToken);
    }
}
