using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>Data sources that cannot be read without an account, found by the errors that they give, with symbols for what they read.</summary>
/// <param name="region">What symbols are made with.</param>
/// <param name="isRegionKnown">Whether that is the default provider's, so that what follows from it is true.</param>
internal sealed class DataStandIns(SchemaCatalog catalog, Configured configured, string region, bool isRegionKnown)
{
    private const string Service = "service";

    private readonly Dictionary<string, ResourceSymbols> _symbols = [];

    public IReadOnlyCollection<ResourceSymbols> Symbols => _symbols.Values;

    /// <summary>Adds those that the errors are about; false where there was none to be added.</summary>
    public bool Add(IEnumerable<TerraformDiagnostic> errors)
    {
        var known = _symbols.Count;
        foreach (var error in errors)
        {
            if (error.Address is { } address && Of(address) is { } symbols)
                _symbols.TryAdd(address, symbols);
        }

        return _symbols.Count > known;
    }

    public bool Has(TerraformDiagnostic error) => error.Address is { } address && _symbols.ContainsKey(address);

    /// <summary>Of a function and its alias, whose ARNs follow from them: names, and no ARNs, which a data source takes as well.</summary>
    private IEnumerable<(string Attribute, string Name)> NamesOf(string address, string type) =>
        from attribute in type switch { "aws_lambda_function" => ["function_name"], "aws_lambda_alias" => ["function_name", "name"], _ => Array.Empty<string>() }
        let name = Literal(address, attribute)
        where name is not null && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        select (attribute, name);

    /// <summary>What a data source's argument says; null where an expression gives it.</summary>
    private string? Literal(string address, string attribute) =>
        configured.Written.GetValueOrDefault(ModuleAddress.WithoutKeys(address))?.GetValueOrDefault(attribute)?.Trim() switch
        {
            ['"', .. var text, '"'] when !text.Contains('"', StringComparison.Ordinal) && !text.Contains("${", StringComparison.Ordinal) => text,
            "each.key" when address.EndsWith("\"]", StringComparison.Ordinal) => address[(address.LastIndexOf("[\"", StringComparison.Ordinal) + 2)..^2],
            _ => null,
        };

    /// <summary>The errors in another order: what nothing can stand for is what has to be mended.</summary>
    public IReadOnlyList<TerraformDiagnostic> WorstFirst(IReadOnlyList<TerraformDiagnostic> diagnostics) =>
        [.. diagnostics.OrderBy(diagnostic => diagnostic.IsError && Of(diagnostic.Address) is null ? 0 : 1)];

    /// <summary>What stands for the ARN of a data source, whichever of its instances is meant.</summary>
    /// <param name="address"><c>module.network.data.aws_sqs_queue.orders</c></param>
    public string ArnOf(string address, string type, string name)
    {
        var resource = DataAt(address, type, name, []);
        return SymbolShape.Of(resource, "arn", region, configured.AccountOf(resource)).Value;
    }

    private static RawResource DataAt(string address, string type, string name, Dictionary<string, PlannedValue> values) => new()
    {
        Address = address,
        Type = type,
        Name = name,
        Module = address.LastIndexOf(".data.", StringComparison.Ordinal) is > 0 and var end ? address[..end] : "",
        IsData = true,
        Values = new PlannedObject(values),
    };

    /// <param name="address"><c>module.network[0].data.aws_vpc.this["a"]</c></param>
    private ResourceSymbols? Of(string? address)
    {
        if (address is null || ModuleAddress.WithoutKeys(address).Split('.') is not [.., "data", var type, var name]
            || catalog.OfData(type) is not { } schema)
            return null;

        var values = schema.Computed.Keys.ToDictionary(key => key, _ => (PlannedValue)PlannedValue.Unknown.Instance);
        var resource = DataAt(address, type, name, values);
        foreach (var (attribute, named) in NamesOf(address, type))
            values[attribute] = new PlannedValue.Text(named);
        // The name of an endpoint service follows from its service.
        if (isRegionKnown && configured.ProviderOf(resource) == "aws" && Literal(address, Service) is { } service)
            values[Service] = new PlannedValue.Text(service);
        if (PrefixListNames.Have(type) && configured.Written.TryGetValue(ModuleAddress.WithoutKeys(address), out var written)
            && PrefixListNames.Of(written, address, region) is { } list)
            values[PrefixListNames.Attribute] = new PlannedValue.Text(list);

        return new ResourceSymbols(resource, schema, region, configured.AccountOf(resource));
    }
}
