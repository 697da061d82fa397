namespace PrivateInvoke.Plan;

/// <summary>Puts a plan and its re-plan together, and tells what an apply decides apart from what nothing sets.</summary>
internal static class Settlement
{
    /// <summary>The attributes of an endpoint that resources of their own write too. One subnet more, there or not, opens nothing.</summary>
    private static readonly string[] Shared = ["policy", "private_dns_enabled", "route_table_ids", "security_group_ids"];

    /// <param name="second">The same configuration planned with every symbol in place; null where there is none.</param>
    /// <param name="standIns">Data sources that could not be read, and have symbols in both plans.</param>
    public static PlanDocument Settle(
        RawPlan first, RawPlan? second, SchemaCatalog catalog, IReadOnlyCollection<ResourceSymbols> standIns)
    {
        var symbols = SymbolsOf(first, catalog);
        var references = second is null ? new SingleReferences(first, symbols) : null;
        var mentions = new Mentions(first, symbols);
        var resources = first.Resources.Values
            .Where(resource => !resource.Name.StartsWith(PlanReader.AddedName, StringComparison.Ordinal))
            .Select(resource => resource.IsData
                ? Document(resource, resource.Values, [])
                : mentions.AddTo(resource, WithWritten(first, resource, Settle(
                    references?.Follow(resource) ?? resource, second, catalog.Of(resource.Type),
                    new AttributeMerge(resource, first.Configured, symbols[resource.Address], isTrusted: standIns.Count == 0),
                    symbols[resource.Address]))))
            .Concat(standIns.Where(standIn => standIn.Resource.Values[PrefixListNames.Attribute] is PlannedValue.Text && PrefixListNames.Have(standIn.Resource.Type))
                .Select(list => Document(list.Resource, list.Resource.Values, list.Symbols.ToDictionary(pair => pair.Key, pair => pair.Value.Value))))
            // A stand-in comes after the data source that it stands for.
            .GroupBy(resource => resource.Address).Select(same => same.Last())
            .OrderBy(resource => resource.Address, StringComparer.Ordinal)
            .ToList();

        return new PlanDocument
        {
            Resources = resources,
            Region = first.Regions.TryGetValue("aws", out var region) ? region : Planned<string>.Unknown.Instance,
            Outputs = Outputs(first, second),
            Symbols = TableOf([.. symbols.Values, .. standIns]),
            IsSettled = second is not null || !first.Resources.Values.Any(resource => HasUnknown(new PlannedValue.Object(resource.Values))),
        };
    }

    public static Dictionary<string, ResourceSymbols> SymbolsOf(RawPlan plan, SchemaCatalog catalog) =>
        plan.Resources.Values.Where(resource => !resource.IsData).ToDictionary(
            resource => resource.Address,
            resource => new ResourceSymbols(resource, catalog.Of(resource.Type), plan.RegionOf(resource) ?? "us-east-1", plan.Configured.AccountOf(resource)));

    private static PlannedResource Settle(
        RawResource resource, RawPlan? second, ResourceSchema? schema, AttributeMerge merge, ResourceSymbols symbols)
    {
        var again = second?.Resources.GetValueOrDefault(resource.Address);
        var values = merge.Object(resource.Values, again?.Values, schema, "");

        return Document(resource, values, symbols.Symbols
            .Where(pair => pair.Key.Split('.')[0] is var attribute && values[attribute] is PlannedValue.Absent
                && (symbols.Overrides.GetValueOrDefault(attribute) is Override.Text || attribute != pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value.Value));
    }

    /// <summary>
    /// The empty list of a group's rules, of a table's routes, of an ACL's entries or of a role's managed policies says something only where
    /// the configuration writes it: elsewhere it is what is left of what resources of their own have added.
    /// </summary>
    private static PlannedResource WithWritten(RawPlan first, RawResource raw, PlannedResource resource) =>
        resource.Type == "aws_vpc_endpoint" ? resource with { Written = [.. Shared.Where(attribute => first.Configured.ExpressionOf(raw, attribute) is Expression.Present)] }
        : resource.Type is not ("aws_security_group" or "aws_default_security_group" or "aws_route_table" or "aws_default_route_table" or "aws_network_acl" or "aws_iam_role") ? resource
        : resource with
        {
            Values = new PlannedObject(resource.Values.Attributes.ToDictionary(
                pair => pair.Key,
                pair => pair is { Key: "ingress" or "egress" or "route" or "managed_policy_arns", Value: PlannedValue.List { Items.Count: 0 } } && first.Configured.ExpressionOf(raw, pair.Key) is not Expression.Present
                    ? PlannedValue.Absent.Instance
                    : pair.Value)),
        };

    private static PlannedResource Document(RawResource resource, PlannedObject values, Dictionary<string, string> symbols) => new()
    {
        Address = resource.Address,
        Type = resource.Type,
        Module = resource.Module,
        IsData = resource.IsData,
        Values = values,
        Symbols = symbols,
    };

    private static Dictionary<string, PlannedValue> Outputs(RawPlan first, RawPlan? second)
    {
        var outputs = new Dictionary<string, PlannedValue>();
        foreach (var (name, value) in first.Outputs)
        {
            var settled = HasUnknown(value) && second is not null ? second.Outputs.GetValueOrDefault(name, value) : value;
            if (settled is not (PlannedValue.Unknown or PlannedValue.Absent) && !AttributeMerge.HasStandIn(settled))
                outputs[name] = settled;
        }

        return outputs;
    }

    private static Dictionary<string, string> TableOf(IEnumerable<ResourceSymbols> symbols)
    {
        var table = new Dictionary<string, string>();
        foreach (var resource in symbols)
        {
            foreach (var (path, symbol) in resource.Symbols)
            {
                if (symbol.IsUnique)
                    table.TryAdd(symbol.Value, $"{resource.Resource.Address}#{path}");
            }
        }

        return table;
    }

    private static bool HasUnknown(PlannedValue value) => value switch
    {
        PlannedValue.Unknown unknown => !unknown.IsSensitive,
        PlannedValue.List list => list.Items.Any(HasUnknown),
        PlannedValue.Object one => one.Value.Attributes.Values.Any(HasUnknown),
        _ => false,
    };
}
