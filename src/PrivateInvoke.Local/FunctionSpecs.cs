using PrivateInvoke.Cloud;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Local;

/// <summary>From planned functions to functions that the embedded Lambda runs; what the plan does not know yet takes Lambda's default.</summary>
internal static class FunctionSpecs
{
    private const string DefaultRegion = "us-east-1";

    public static IReadOnlyList<FunctionSpec> Read(PlanDocument plan, CloudModel model, FunctionPrograms programs)
    {
        var events = plan.OfType("aws_lambda_function_event_invoke_config")
            .ToLookup(config => config.Values.Text("function_name").Text() is { } name ? FunctionName.Parse(name).Base : null);

        return [.. plan.OfType("aws_lambda_function").Select(resource =>
        {
            var function = model.Functions.Find(resource.Address)!;
            return ReadOne(resource, function) with
            {
                Code = programs.CodeOf(resource),
                EventInvoke = function.Names().Select(name => events[name].FirstOrDefault()).FirstOrDefault(config => config is not null)
                    is { } config ? ReadEvents(config.Values) : new EventInvokeSpec(),
            };
        })];
    }

    private static FunctionSpec ReadOne(PlannedResource resource, Function function)
    {
        var values = resource.Values;
        var region = function.Region.Text() ?? DefaultRegion;
        var name = function.Label;
        return new FunctionSpec
        {
            Name = name,
            Arn = function.Arns.FirstOrDefault() ?? FunctionName.Arn(region, PlanDocument.SymbolicAccount, name),
            Region = region,
            Timeout = function.Timeout.Match(known => known, () => TimeSpan.FromSeconds(3), () => TimeSpan.FromSeconds(3)),
            MemorySize = Number(values, "memory_size") ?? 128,
            Handler = values.Filled("handler").Text() ?? "bootstrap",
            Runtime = values.Filled("runtime").Text() ?? "provided.al2023",
            PackageType = values.Filled("package_type").Text() ?? "Zip",
            Architecture = values.Texts("architectures").Members().FirstOrDefault()?.Text() ?? "x86_64",
            ReservedConcurrency = function.ReservedConcurrency.TryGet(out var reserved) && reserved >= 0 ? reserved : null,
            AllowsRecursiveLoop = function.CutsLoops is Planned<bool>.Known { Value: false },
            Role = function.Role.Text(),
            LogGroup = Blocks(values, "logging_config").Select(block => block.Filled("log_group").Text()).FirstOrDefault(),
            Qualifiers = Qualifiers(resource, function),
            Environment = Variables(function),
            Withheld = Withheld(function),
            Code = new FunctionCode.Missing("it has not been looked for"),
        };
    }

    /// <summary>
    /// Versions and aliases. Whatever they are called, they run the code that is here. A version that the apply will publish has no
    /// number yet and is called 1, as that of a function which is published for the first time.
    /// </summary>
    private static Dictionary<string, string> Qualifiers(PlannedResource resource, Function function)
    {
        var qualifiers = new Dictionary<string, string>();
        var published = Version(resource.Values.Text("version"))
            ?? (function.Publishes.TryGet(out var publishes) && publishes ? "1" : null);
        if (published is not null)
            qualifiers[published] = published;
        foreach (var alias in function.FunctionAliases)
        {
            // The ARN of what is not published yet ends in a symbol of its own.
            foreach (var name in alias.Arns.Select(arn => FunctionName.Parse(arn).Qualifier).Append(alias.Name.Text()).OfType<string>())
                qualifiers[name] = Version(alias.Version) ?? (alias.Version.Text() is "$LATEST" ? "$LATEST" : published ?? "$LATEST");
        }

        return qualifiers;
    }

    /// <returns>Null when it is no published version, or not known.</returns>
    private static string? Version(Planned<string> planned) => planned.Text() is { } text && text.All(char.IsAsciiDigit) ? text : null;

    private static Dictionary<string, string> Variables(Function function)
    {
        var variables = new Dictionary<string, string>();
        if (function.Environment.TryGet(out var planned))
        {
            foreach (var (name, value) in planned)
            {
                if (value.Text() is { } text)
                    variables[name] = text;
            }
        }

        return variables;
    }

    private static IReadOnlyList<string> Withheld(Function function) => function.Environment switch
    {
        Planned<IReadOnlyDictionary<string, Planned<string>>>.Known known =>
            [.. known.Value.Where(variable => variable.Value is Planned<string>.Unknown).Select(variable => variable.Key).Order(StringComparer.Ordinal)],
        Planned<IReadOnlyDictionary<string, Planned<string>>>.Unknown => [FunctionSpec.WholeEnvironment],
        _ => [],
    };

    private static EventInvokeSpec ReadEvents(PlannedObject values) => new()
    {
        MaximumRetryAttempts = Number(values, "maximum_retry_attempts") ?? 2,
        MaximumEventAge = TimeSpan.FromSeconds(Number(values, "maximum_event_age_in_seconds") ?? 21_600),
        OnFailure = Blocks(values, "destination_config")
            .SelectMany(config => Blocks(config, "on_failure"))
            .Select(target => target.Filled("destination").Text())
            .FirstOrDefault(),
    };

    private static int? Number(PlannedObject values, string attribute) =>
        values.Number(attribute).TryGet(out var number) ? number : null;

    private static IReadOnlyList<PlannedObject> Blocks(PlannedObject values, string attribute) =>
        values.Blocks(attribute).TryGet(out var blocks) ? blocks : [];
}
