using System.Collections.Immutable;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Cloud;

/// <summary>A plan written by hand, as a re-plan gives it: every id and ARN is a symbol made of the address.</summary>
internal sealed record TestPlan(ImmutableList<PlannedResource> Resources)
{
    public static readonly TestPlan Empty = new([]);

    /// <summary>What a plan calls "known after apply".</summary>
    public static readonly PlannedValue Unknown = PlannedValue.Unknown.Instance;

    public PlanDocument Document => new() { Resources = Resources, Region = "us-east-1" };

    public CloudModel Model => CloudModel.Read(Document);

    public static string Id(string address) => $"id-{address}";

    public static string Arn(string address) => $"arn:aws:test:us-east-1:000000000000:{address}";

    public static PlannedObject Block(params (string Name, object? Value)[] attributes) =>
        new(attributes.ToDictionary(attribute => attribute.Name, attribute => ValueOf(attribute.Value)));

    public TestPlan Add(string address, params (string Name, object? Value)[] attributes)
    {
        var type = address.Split('.')[^2];
        var symbols = new Dictionary<string, string> { ["id"] = Id(address), ["arn"] = Arn(address) };
        if (type is "aws_vpc")
        {
            foreach (var own in new[] { "default_security_group_id", "default_network_acl_id", "main_route_table_id", "default_route_table_id" })
                symbols[own] = $"{own[..^3].Replace("default_route", "main_route", StringComparison.Ordinal)}-of-{address}";
        }

        return new TestPlan(Resources.Add(new PlannedResource
        {
            Address = address,
            Type = type,
            IsData = address.StartsWith("data.", StringComparison.Ordinal),
            Values = Block(attributes),
            Symbols = symbols,
        }));
    }

    public TestPlan Remove(string address) => new(Resources.RemoveAll(resource => resource.Address == address));

    public TestPlan Set(string address, string attribute, object? value) => new(Resources.ConvertAll(resource =>
        resource.Address == address
            ? resource with { Values = new PlannedObject(new Dictionary<string, PlannedValue>(resource.Values.Attributes) { [attribute] = ValueOf(value) }) }
            : resource));

    public TestPlan Symbol(string address, string attribute, string symbol) => Change(address, resource => resource with
    {
        Symbols = new Dictionary<string, string>(resource.Symbols) { [attribute] = symbol },
    });

    public TestPlan Mention(string address, string name) => Change(address, resource => resource with { Mentions = [.. resource.Mentions, name] });

    /// <summary>The configuration sets them, rather than AWS.</summary>
    public TestPlan Written(string address, params string[] attributes) => Change(address, resource => resource with { Written = attributes });

    private TestPlan Change(string address, Func<PlannedResource, PlannedResource> change) =>
        new(Resources.ConvertAll(resource => resource.Address == address ? change(resource) : resource));

    /// <summary>The same plan as provider 6 writes it.</summary>
    public TestPlan OfProviderSix(string region = "us-east-1") => new([.. ProviderSix.Of(Resources, _ => region)]);

    public TestPlan Hide(string address, string attribute) => Set(address, attribute, Unknown);

    public InvokePath Judge(string caller = "aws_lambda_function.caller", string callee = "aws_lambda_function.callee")
    {
        var model = Model;
        return PathJudge.Judge(model, model.Functions.Find(caller)!, model.Functions.Find(callee)!);
    }

    public Hop Hop(HopKind kind) => Assert.Single(Judge().Hops, hop => hop.Kind == kind);

    private static PlannedValue ValueOf(object? value) => value switch
    {
        null => PlannedValue.Absent.Instance,
        PlannedValue planned => planned,
        string text => new PlannedValue.Text(text),
        bool flag => PlannedValue.Flag.Of(flag),
        int number => new PlannedValue.Number(number),
        PlannedObject block => new PlannedValue.Object(block),
        IEnumerable<KeyValuePair<string, object?>> map =>
            new PlannedValue.Object(new PlannedObject(map.ToDictionary(pair => pair.Key, pair => ValueOf(pair.Value)))),
        System.Collections.IEnumerable list => new PlannedValue.List([.. list.Cast<object?>().Select(ValueOf)]),
        _ => throw new ArgumentException($"{value.GetType()} is no planned value."),
    };
}
