using System.Runtime.CompilerServices;
using System.Text;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Paths.Answers;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Cloud;

/// <summary>Every attribute of the provider's types that can change a path is read, irrelevant with a word why, or leaves its hop undecided.</summary>
public sealed class ClosedWorldTests
{
    [Fact]
    public void Every_argument_of_provider_6_is_read_irrelevant_or_undecided()
    {
        var arguments = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cloud", "aws-provider-6.25.0-arguments.tsv")).Skip(1)
            .Select(line => line.Split('\t')).Select(parts => (Type: parts[0], Attribute: parts[1])).ToArray();

        Assert.True(arguments.Length > 2000);
        Assert.DoesNotContain(arguments, argument => ClosedWorld.IsOfFamily(argument.Type) && ClosedWorld.Instance.Find(argument.Type, argument.Attribute) is null);
    }

    [Fact]
    public void Every_irrelevant_or_undecided_row_says_why() =>
        Assert.All(ClosedWorld.Instance.Rows, row => Assert.True(row.Reading is ClosedWorld.Reading.Read || row.Why.Length > 0, $"{row.Type}.{row.Attribute}"));

    [Fact]
    public void Every_row_names_a_hop() => Assert.All(ClosedWorld.Instance.Rows, row => Enum.Parse<HopKind>(row.Hop));

    [Theory]
    [InlineData("aws_vpc.main")]
    [InlineData("aws_subnet.a")]
    [InlineData("aws_route_table.private")]
    [InlineData("aws_security_group.caller")]
    [InlineData("aws_security_group.endpoint")]
    [InlineData("aws_vpc_security_group_egress_rule.out")]
    [InlineData("aws_vpc_endpoint.lambda")]
    [InlineData("aws_lambda_function.caller")]
    [InlineData("aws_lambda_function.callee")]
    [InlineData("aws_iam_role.caller")]
    [InlineData("aws_iam_role_policy.invoke")]
    public void An_attribute_that_nobody_reads_is_undecided_and_named(string address)
    {
        var path = Scenario.Endpoint.Set(address, "made_up_by_a_later_provider", true).Judge();

        Answer.Is(path, Verdict.Undecided);
        Assert.Contains(path.Hops, hop => hop is { Code: "NOT_MODELLED", Attribute: "made_up_by_a_later_provider" } && hop.Address == address);
    }

    [Fact]
    public void An_attribute_that_nobody_reads_in_a_block_that_is_read_is_undecided() => Answer.Is(Scenario.Endpoint.Set("aws_lambda_function.caller", "vpc_config", new[]
    {
        Block(("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }), ("security_group_ids", new[] { Id("aws_security_group.caller") }), ("made_up", true)),
    }), Verdict.Undecided, HopKind.Callee, "NOT_MODELLED");

    [Fact]
    public void An_attribute_of_something_that_is_not_on_the_path_changes_nothing() => Answer.Is(Scenario.Endpoint
        .Add("aws_security_group.other", ("vpc_id", Id("aws_vpc.main")), ("made_up", true)), Verdict.Reachable);

    [Theory]
    [InlineData("aws_vpc_encryption_control", "vpc_id", "aws_vpc.main")]
    [InlineData("aws_vpc_made_up", "vpc_id", "aws_vpc.main")]
    [InlineData("aws_networkfirewall_vpc_endpoint_association", "vpc_id", "aws_vpc.main")]
    [InlineData("aws_route53profiles_association", "resource_id", "aws_vpc.main")]
    [InlineData("aws_vpclattice_service_network_vpc_association", "vpc_identifier", "aws_vpc.main")]
    public void A_resource_that_nobody_reads_is_undecided_where_it_names_something_of_the_path(string type, string attribute, string of)
    {
        Answer.Is(Scenario.Endpoint.Add($"{type}.x", (attribute, Id(of))), Verdict.Undecided, code: "NOT_MODELLED");
        Answer.Is(Scenario.Endpoint.Add($"{type}.x", (attribute, "vpc-elsewhere")), Verdict.Reachable);
    }

    [Theory]
    [InlineData("aws_lambda_function.caller")]
    [InlineData("aws_lambda_function.callee")]
    public void A_function_on_managed_instances_is_undecided(string address) =>
        Answer.Is(Scenario.Endpoint.Set(address, "capacity_provider_config", new[] { Block(("made_up", true)) }), Verdict.Undecided, HopKind.Callee, "NOT_MODELLED");

    [Fact]
    public void An_invoke_of_a_function_with_tenants_needs_a_tenant_id() =>
        Answer.Is(Scenario.Endpoint.Set("aws_lambda_function.callee", "tenancy_config", new[] { Block(("tenant_isolation_mode", "PER_TENANT")) }), Verdict.Reachable, HopKind.Callee, "TENANT_ID_NEEDED");

    [Fact]
    public void An_invoke_of_a_durable_function_needs_a_qualifier() =>
        Answer.Is(Scenario.Endpoint.Set("aws_lambda_function.callee", "durable_config", new[] { Block(("execution_timeout", 3600)) }), Verdict.Reachable, HopKind.Callee, "QUALIFIER_NEEDED");

    [Fact]
    public async Task The_documentation_says_what_the_file_says()
    {
        var text = Document();
        var file = Path.Combine(AppContext.BaseDirectory, "model.received.md");
        var committed = Path.Combine(Repository(), "docs", "model.md");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(committed) && (await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") == text,
            $"docs/model.md is not what src/PrivateInvoke/Cloud/model.tsv says. Copy {file} over it.");
    }

    private static string Document()
    {
        var rows = ClosedWorld.Instance.Rows;
        int Count(ClosedWorld.Reading reading) => rows.Count(row => row.Reading == reading && row.Attribute != "*");
        var text = new StringBuilder("""
            # What is modelled

            Made from `src/PrivateInvoke/Cloud/model.tsv`; a test holds it up to date. A type or attribute of these families that is not here, and
            that a plan sets on something of a path, leaves its hop `Undecided` and is named (`NOT_MODELLED`).

            To keep it, run the tests that walk the schema of the installed provider (5.100) and the arguments of 6.25:

            ```
            dotnet test --project UnitTests --filter-class '*ProviderSchemaTests' --filter-class '*ClosedWorldTests'
            ```

            They name each attribute that has no row. Add the rows, and copy the page that the last one writes over this one.


            """.ReplaceLineEndings("\n"));
        text.Append($"{Count(ClosedWorld.Reading.Read)} attributes are read, {Count(ClosedWorld.Reading.Irrelevant)} are irrelevant, {Count(ClosedWorld.Reading.Undecided)} leave a path undecided.\n");
        text.Append("\n## Types that are read\n\n| type | hop | read | irrelevant | undecided |\n| --- | --- | --- | --- | --- |\n");
        foreach (var type in rows.Where(row => row.Attribute != "*").GroupBy(row => row.Type).OrderBy(type => type.Key, StringComparer.Ordinal))
            text.Append($"| `{type.Key}` | {type.First().Hop} | {List(type, ClosedWorld.Reading.Read)} | {List(type, ClosedWorld.Reading.Irrelevant)} | {List(type, ClosedWorld.Reading.Undecided)} |\n");
        text.Append("\n## Types that are not read\n\n| type | what becomes of a path | why |\n| --- | --- | --- |\n");
        foreach (var row in rows.Where(row => row.Attribute == "*"))
            text.Append($"| `{row.Type}` | {(row.Reading is ClosedWorld.Reading.Irrelevant ? "nothing" : $"{row.Hop} is undecided")} | {row.Why} |\n");
        return text.ToString();

        static string List(IEnumerable<ClosedWorld.Row> rows, ClosedWorld.Reading reading) =>
            string.Join(", ", rows.Where(row => row.Reading == reading && !row.Attribute.Contains('.', StringComparison.Ordinal)).Select(row => $"`{row.Attribute}`"));
    }

    private static string Repository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
