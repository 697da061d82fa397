using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_lambda_function with its _alias, _permission and _function_recursion_config.</summary>
internal static class FunctionReader
{
    public static Catalog<Function> Read(PlanIndex plan, Planned<string> defaultRegion)
    {
        var aliases = ByFunction(plan, "aws_lambda_alias");
        var permissions = ByFunction(plan, "aws_lambda_permission");
        var recursion = ByFunction(plan, "aws_lambda_function_recursion_config");

        var urls = ByFunction(plan, "aws_lambda_function_url");
        var invokes = ByFunction(plan, "aws_lambda_function_event_invoke_config");

        var functions = plan.All("aws_lambda_function").Select(function => (Planned: function, Read: ReadOne(function, defaultRegion))).ToArray();
        var taken = new Lazy<HashSet<string>>(() => [.. functions.SelectMany(function => function.Read.Names())]);

        return new Catalog<Function>(functions.Select(pair =>
        {
            var (function, read) = pair;
            var names = read.Names().ToArray();
            var loops = recursion.Of(names).FirstOrDefault();
            return read with
            {
                FunctionAliases = [.. aliases.Of(names).Select(alias => Alias(alias, read)), .. Published(function, read)],
                Grants =
                [
                    .. permissions.Of(names).Select(ReadGrant),
                    .. permissions.PerhapsOf(read.Name, taken).Select(stray => ReadGrant(stray) with { IsHere = Truth.Undecided }),
                ],
                Urls =
                [
                    .. urls.Of(names).Select(url => new FunctionUrl(
                        url.Address, url.Computed("function_url"), url.Values.Text("authorization_type").OrUnknown(), url.Values.Filled("qualifier"))),
                ],
                Destinations = [.. invokes.Of(names).SelectMany(DestinationsOf)],
                CutsLoops = loops is not null
                    ? loops.Values.Text("recursive_loop").Or("Terminate").Select(loop => loop != "Allow")
                    : recursion.PerhapsOf(read.Name, taken).Any() || function.IsData ? Planned<bool>.Unknown.Instance : true,
                RecursionConfig = loops?.Address,
            };
        }));
    }

    private static Function ReadOne(PlannedResource function, Planned<string> defaultRegion)
    {
        var values = function.Values;
        var name = values.Text("function_name").OrUnknown();
        var arn = function.Arn.Text();
        var region = values.Filled("region") is var own and not Planned<string>.Absent ? own
            : arn is not null && FunctionName.Parse(arn).Region is { } inArn ? inArn
            : defaultRegion.OrUnknown();
        var known = name.TryGet(out var n) && region.TryGet(out var r) ? FunctionName.Arn(r, function.SymbolicAccount(), n) : null;
        // A real ARN is the only one. A symbol is one way to write it, its name another; a name or region that is not known could be any other.
        var symbolic = function.Symbols.ContainsKey("arn") || arn is null;
        string[] arns = symbolic && (name is Planned<string>.Unknown || region is Planned<string>.Unknown) ? [] : [.. new[] { arn, symbolic ? known : null }.OfType<string>().Distinct()];

        return new Function
        {
            Address = function.Address,
            Id = function.Id,
            Whole = !function.IsData,
            Name = name,
            Arns = arns,
            Aliases = [.. Reading.Known(name, function.Computed("function_name"), function.Arn), .. arns],
            Region = region,
            Role = function.IsData ? values.Text("role").OrUnknown() : values.Text("role"),
            VpcConfig = ReadVpcConfig(values.Blocks("vpc_config")),
            Environment = ReadEnvironment(values.Blocks("environment"), function.IsData),
            Mentions = function.Mentions,
            Timeout = values.Number("timeout").Or(3).Select(seconds => TimeSpan.FromSeconds(seconds)),
            ReservedConcurrency = values.Number("reserved_concurrent_executions").Or(-1),
            NeedsTenant = MayHave(values.Blocks("tenancy_config")),
            IsDurable = MayHave(values.Blocks("durable_config")),
            Publishes = values.Flag("publish").Or(false),
            Tags = values["tags_all"] is PlannedValue.Object ? values.Map("tags_all") : values.Map("tags"),
        };
    }

    private static bool MayHave(Planned<IReadOnlyList<PlannedObject>> blocks) =>
        blocks is Planned<IReadOnlyList<PlannedObject>>.Unknown or Planned<IReadOnlyList<PlannedObject>>.Known { Value.Count: > 0 };

    private static Planned<VpcConfig> ReadVpcConfig(Planned<IReadOnlyList<PlannedObject>> blocks) => blocks switch
    {
        Planned<IReadOnlyList<PlannedObject>>.Unknown => Planned<VpcConfig>.Unknown.Instance,
        Planned<IReadOnlyList<PlannedObject>>.Known { Value: [var block, ..] }
            when (block.Members("subnet_ids"), block.Members("security_group_ids")) is var (subnets, groups) && subnets.Count + groups.Count > 0 =>
            new VpcConfig(subnets, groups) { AllowsIpv6 = block.Flag("ipv6_allowed_for_dual_stack").Or(false) },
        // Empty lists take a function out of its VPC.
        _ => Planned<VpcConfig>.Absent.Instance,
    };

    private static Planned<IReadOnlyDictionary<string, Planned<string>>> ReadEnvironment(Planned<IReadOnlyList<PlannedObject>> blocks, bool isData) =>
        blocks switch
        {
            Planned<IReadOnlyList<PlannedObject>>.Known { Value: [var block, ..] } => block.Map("variables"),
            Planned<IReadOnlyList<PlannedObject>>.Unknown => Planned<IReadOnlyDictionary<string, Planned<string>>>.Unknown.Instance,
            _ when isData => Planned<IReadOnlyDictionary<string, Planned<string>>>.Unknown.Instance,
            _ => Planned<IReadOnlyDictionary<string, Planned<string>>>.Absent.Instance,
        };

    /// <summary>By the name or unqualified ARN that function_name holds.</summary>
    private static ILookup<string?, PlannedResource> ByFunction(PlanIndex plan, string type) =>
        plan.Managed(type).ToLookup(resource => resource.Values.Text("function_name").Text() is { } text ? FunctionName.Parse(text).Base : null);

    private static FunctionAlias Alias(PlannedResource alias, Function function)
    {
        var name = alias.Values.Text("name").OrUnknown();
        return new FunctionAlias(
            alias.Address, name,
            [.. Reading.Known(alias.Arn), .. name.TryGet(out var text) ? function.Arns.Select(arn => $"{arn}:{text}") : []])
        {
            Version = alias.Values.Text("function_version"),
        };
    }

    /// <summary>What qualified_arn names: the version that an apply publishes, or the function as it is.</summary>
    private static IEnumerable<FunctionAlias> Published(PlannedResource planned, Function function)
    {
        if (!planned.Computed("qualified_arn").TryGet(out var arn))
            yield break;

        var version = function.Publishes.TryGet(out var publishes) && !publishes && function.Whole ? "$LATEST"
            : planned.Computed("version").Text() ?? FunctionName.Parse(arn).Qualifier;
        if (version is not null)
            yield return new FunctionAlias(planned.Address, version, [arn]) { Version = version };
    }

    private static IEnumerable<string> DestinationsOf(PlannedResource invoke) =>
        from config in Blocks(invoke.Values, "destination_config")
        from when in Blocks(config, "on_failure").Concat(Blocks(config, "on_success"))
        where when.Text("destination").Text() is not null
        select when.Text("destination").Text()!;

    private static IReadOnlyList<PlannedObject> Blocks(PlannedObject values, string name) => values.Blocks(name).Match(blocks => blocks, () => [], () => []);

    private static Grant ReadGrant(PlannedResource permission)
    {
        var values = permission.Values;
        var inName = values.Text("function_name").Text() is { } name ? FunctionName.Parse(name).Qualifier : null;
        return new Grant
        {
            Address = permission.Address,
            Action = values.Text("action").OrUnknown(),
            Principal = values.Text("principal").OrUnknown(),
            Qualifier = inName ?? values.Filled("qualifier"),
            SourceArn = values.Filled("source_arn"),
            SourceAccount = values.Filled("source_account"),
            OrgId = values.Filled("principal_org_id"),
            EventSourceToken = values.Filled("event_source_token"),
            ViaUrl = values.Filled("invoked_via_function_url"),
            UrlAuthType = values.Filled("function_url_auth_type"),
        };
    }
}
