using System.Text;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class PlanReaderTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_state_has_every_id_and_needs_no_second_pass()
    {
        var plan = await ReadAsync(
            """
            {"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{
              "resources":[{"address":"data.aws_region.x","mode":"data","type":"aws_region","name":"x","values":{"id":"eu-west-1"}}],
              "child_modules":[{"address":"module.a[\"x.y\"]","resources":[
                {"address":"module.a[\"x.y\"].aws_vpc.this[0]","mode":"managed","type":"aws_vpc","name":"this",
                 "values":{"id":"vpc-1","arn":"arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1","secret":"s","ipv6_ipam_pool_id":""},"sensitive_values":{"secret":true}}]}]}}}
            """,
            TestContext.Current.CancellationToken);

        var vpc = Assert.Single(plan.OfType("aws_vpc"));

        Assert.Equal(("module.a[\"x.y\"].aws_vpc.this[0]", "module.a[\"x.y\"]"), (vpc.Address, vpc.Module));
        Assert.Equal(new Planned<string>.Known("vpc-1"), vpc.Id);
        Assert.Equal(PlannedValue.Unknown.Sensitive, vpc.Values["secret"]);
        Assert.Equal(PlannedValue.Absent.Instance, vpc.Values["ipv6_ipam_pool_id"]);
        Assert.Equal(new Planned<string>.Known("eu-west-1"), plan.Region);
        Assert.True(plan.IsSettled);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_plan_deletes_or_forgets_is_not_in_it()
    {
        var plan = await ReadAsync(
            """
            {"format_version":"1.2","resource_changes":[
              {"address":"aws_vpc.a","mode":"managed","type":"aws_vpc","name":"a","change":{"actions":["delete"],"after":null}},
              {"address":"aws_vpc.b","mode":"managed","type":"aws_vpc","name":"b","change":{"actions":["forget"],"after":null}},
              {"address":"aws_vpc.c","mode":"managed","type":"aws_vpc","name":"c","change":{"actions":["delete","create"],"after":{"id":"vpc-1"}}},
              {"address":"aws_vpc.c","deposed":"1","mode":"managed","type":"aws_vpc","name":"c","change":{"actions":["delete"],"after":null}},
              {"address":"aws_vpc.d","mode":"managed","type":"aws_vpc","name":"d","change":{"actions":["no-op"],"after":{"id":"vpc-2"}}}],
             "something_new":{"a":[1,2]}}
            """,
            TestContext.Current.CancellationToken);

        Assert.Equal(["aws_vpc.c", "aws_vpc.d"], plan.Resources.Select(resource => resource.Address));
    }

    [Fact(Timeout = 60_000)]
    public async Task Unknown_and_sensitive_have_their_places_at_any_depth()
    {
        var plan = await ReadAsync(
            """
            {"format_version":"1.2","resource_changes":[{"address":"a.b","mode":"managed","type":"a","name":"b","change":{"actions":["create"],
              "after":{"list":["x",null],"block":[{"known":1}],"gone":null},
              "after_unknown":{"list":[false,true],"block":[{"nested":true}],"whole":true},
              "after_sensitive":{"list":[true,false]}}}],
             "configuration":{"root_module":{"resources":[{"address":"a.b","mode":"managed","type":"a","name":"b","expressions":
               {"whole":{"references":["c.d"]},"list":{},"block":[{"nested":{"references":["c.d"]}}]}}]}}}
            """,
            TestContext.Current.CancellationToken);

        var values = Assert.Single(plan.Resources).Values;

        Assert.Equal([PlannedValue.Unknown.Sensitive, PlannedValue.Unknown.Instance], Assert.IsType<PlannedValue.List>(values["list"]).Items);
        Assert.Equal(PlannedValue.Unknown.Instance, Assert.Single(Known(values.Blocks("block")))["nested"]);
        Assert.Equal(PlannedValue.Unknown.Instance, values["whole"]);
        Assert.Equal(PlannedValue.Absent.Instance, values["gone"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""{"format_version":"2.0"}""", "format 2.0")]
    [InlineData("""{"resource_changes":[]}""", "format_version")]
    [InlineData("""[1]""", "object")]
    [InlineData("""{"format_version":"1.0","resource_changes":[{"add""", "'p.json'")]
    [InlineData("""{"format_version":"1.0","resource_changes":[{"address":1}]}""", "'p.json'")]
    [InlineData("", "'p.json'")]
    public async Task What_is_not_a_plan_is_refused_with_its_name(string text, string part)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(text, TestContext.Current.CancellationToken));

        Assert.Contains(part, problem.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("module.a", "module.a")]
    [InlineData("module.a[0].module.b[\"x]\\\".y\"]", "module.a.module.b")]
    public void Instance_keys_are_cut_out_of_an_address(string address, string without) =>
        Assert.Equal(without, ModuleAddress.WithoutKeys(address));

    private static async Task<PlanDocument> ReadAsync(string text, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await PlanReader.ReadAsync(stream, "p.json", cancellationToken);
    }

    private static T Known<T>(Planned<T> value) => Assert.IsType<Planned<T>.Known>(value).Value;
}
