using System.Text.Json;
using PrivateInvoke.Plan.InlineCopies;

namespace PrivateInvoke.Plan;

/// <summary>
/// Reads what <c>terraform show -json</c> writes, a plan or a state, as it comes: no more of the text is held than one resource.
/// </summary>
public static class PlanReader
{
    /// <summary>What a scratch workspace adds begins with this.</summary>
    internal const string AddedName = "private_invoke_";

    /// <summary>Data sources and outputs that tell each provider's region.</summary>
    internal const string RegionName = AddedName + "region";

    /// <summary>
    /// A plan alone does not say which resource an unknown reference means: such attributes stay unknown. A state has every id.
    /// </summary>
    /// <exception cref="ProblemException">It is not a plan or state, or of a format that is not known.</exception>
    public static async Task<PlanDocument> ReadAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        try
        {
            var json = new JsonWalker(stream);
            Refuse((await json.BeginningAsync(cancellationToken).ConfigureAwait(false)).Span, name);
            await json.ReadAsync(cancellationToken).ConfigureAwait(false);
            return await ReadAsync(json, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ProblemException(
                $"'{name}' is not a plan or state in JSON: {OneLine(exception.Message)}",
                "Make it with: terraform show -json PLANFILE (or STATEFILE)",
                exception);
        }
    }

    /// <summary>The same of what terraform itself hands over, which is at its first token.</summary>
    public static async Task<PlanDocument> ReadAsync(JsonWalker json, CancellationToken cancellationToken) =>
        Settlement.Settle(await ReadRawAsync(json, cancellationToken).ConfigureAwait(false), null, SchemaCatalog.Empty, []);

    /// <summary>What people have at hand in place of the JSON.</summary>
    private static void Refuse(ReadOnlySpan<byte> beginning, string name)
    {
        if (beginning.StartsWith("PK"u8))
            throw new ProblemException(
                $"'{name}' is a plan as terraform plan -out writes it; it can be read only where it was made.",
                "Make JSON of it there, with: terraform show -json PLANFILE");

        if (beginning is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'{', 0, ..] or [0, (byte)'{', ..])
            throw new ProblemException(
                $"'{name}' is UTF-16, which > writes in Windows PowerShell; JSON is UTF-8.",
                "Make it with: terraform show -json PLANFILE | Out-File -Encoding utf8 FILE");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    internal static async Task<RawPlan> ReadRawAsync(JsonWalker json, CancellationToken cancellationToken)
    {
        var resources = new Dictionary<string, RawResource>();
        var outputs = new Dictionary<string, PlannedValue>();
        var variables = new Dictionary<string, string>();
        var former = new List<RawResource>();
        var configuration = new ConfigurationReader();
        var isPlan = false;

        if (json.Token != JsonTokenType.StartObject)
            throw new JsonException("It does not begin with an object.");

        await foreach (var key in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            switch (key)
            {
                case "format_version" or "plan_format_version":
                    RequireFormat(await json.ValueAsync(cancellationToken).ConfigureAwait(false));
                    isPlan = true;
                    break;
                case ['@', ..]:
                    throw new ProblemException(
                        "This is the stream of messages that terraform plan -json writes, and a plan is not in it.",
                        "Make the plan's JSON with: terraform plan -out PLANFILE && terraform show -json PLANFILE > FILE");
                case "lineage":
                    throw new JsonException("It is a state as Terraform stores it, not as it shows it.");
                case "variables":
                    ReadVariables(await json.ValueAsync(cancellationToken).ConfigureAwait(false), variables);
                    break;
                case "resource_changes":
                    await foreach (var _ in json.ItemsAsync(cancellationToken).ConfigureAwait(false))
                    {
                        var change = await json.ValueAsync(cancellationToken).ConfigureAwait(false);
                        if (ResourceReader.FromChange(change) is { } changed)
                            resources[changed.Address] = changed;
                        if (ResourceReader.Former(change) is { } before)
                            former.Add(before);
                    }

                    break;
                case "output_changes":
                    ReadOutputs(await json.ValueAsync(cancellationToken).ConfigureAwait(false), outputs);
                    break;
                case "prior_state":
                    await ReadStateAsync(json, resources, dataOnly: true, cancellationToken).ConfigureAwait(false);
                    break;
                case "values":
                    await ReadValuesAsync(json, resources, dataOnly: false, cancellationToken).ConfigureAwait(false);
                    break;
                case "configuration":
                    await configuration.ReadAsync(json, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    await json.SkipAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        if (!isPlan)
            throw new JsonException("It has no format_version.");
        if (json.Token != JsonTokenType.EndObject)
            throw new JsonException("The JSON ends before it is complete.");

        return new RawPlan
        {
            Resources = InlineCopyRemoval.From(resources, former, configuration.Configured),
            Outputs = outputs.Where(pair => !pair.Key.StartsWith(RegionName, StringComparison.Ordinal)).ToDictionary(),
            Configured = configuration.Configured,
            Regions = Regions(outputs, configuration.Regions, variables, resources.Values),
        };
    }

    private static void RequireFormat(JsonElement version)
    {
        var text = version.GetString() ?? "";
        if (text.Split('.')[0] != "1")
            throw new ProblemException(
                $"The plan's JSON has format {text}; only format 1 is known.", "Make it with Terraform 1.11 or a later 1.x.");
    }

    private static void ReadVariables(JsonElement json, Dictionary<string, string> variables)
    {
        foreach (var variable in json.EnumerateObject())
        {
            if (variable.Value.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String)
                variables[variable.Name] = value.GetString()!;
        }
    }

    private static void ReadOutputs(JsonElement json, Dictionary<string, PlannedValue> outputs)
    {
        foreach (var output in json.EnumerateObject())
        {
            var change = output.Value;
            outputs[output.Name] = ValueReader.Read(Tree(change, "after"), Tree(change, "after_unknown"), Tree(change, "after_sensitive"));
        }

        static JsonElement Tree(JsonElement change, string name) => change.TryGetProperty(name, out var tree) ? tree : default;
    }

    private static async Task ReadStateAsync(
        JsonWalker json, Dictionary<string, RawResource> resources, bool dataOnly, CancellationToken cancellationToken)
    {
        await foreach (var key in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (key == "values")
                await ReadValuesAsync(json, resources, dataOnly, cancellationToken).ConfigureAwait(false);
            else
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ReadValuesAsync(
        JsonWalker json, Dictionary<string, RawResource> resources, bool dataOnly, CancellationToken cancellationToken)
    {
        await foreach (var key in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (key == "root_module")
                await ReadModuleAsync(json, resources, dataOnly, cancellationToken).ConfigureAwait(false);
            else
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A module's address comes after its resources: each resource's is cut from its own address.</summary>
    private static async Task ReadModuleAsync(
        JsonWalker json, Dictionary<string, RawResource> resources, bool dataOnly, CancellationToken cancellationToken)
    {
        await foreach (var key in json.PropertiesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (key == "resources")
            {
                await foreach (var _ in json.ItemsAsync(cancellationToken).ConfigureAwait(false))
                {
                    var item = await json.ValueAsync(cancellationToken).ConfigureAwait(false);
                    var resource = ResourceReader.FromState(item);
                    if (resource.IsData || !dataOnly)
                        resources.TryAdd(resource.Address, resource);
                }
            }
            else if (key == "child_modules")
            {
                await foreach (var _ in json.ItemsAsync(cancellationToken).ConfigureAwait(false))
                    await ReadModuleAsync(json, resources, dataOnly, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await json.SkipAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What the provider itself says comes before what its configuration says; a state has only its ARNs.</summary>
    private static Dictionary<string, string> Regions(
        Dictionary<string, PlannedValue> outputs,
        Dictionary<string, RegionExpression> expressions,
        Dictionary<string, string> variables,
        IReadOnlyCollection<RawResource> resources)
    {
        var regions = new Dictionary<string, string>();
        foreach (var (name, expression) in expressions)
        {
            if ((expression.Constant ?? variables.GetValueOrDefault(expression.Variable!)) is { } region)
                regions[name] = region;
        }

        foreach (var resource in resources.Where(resource => resource.IsData))
            Add(resource.Module, resource.Name, resource.Values["id"]);

        foreach (var (name, value) in outputs)
            Add("", name, value);

        if (!regions.ContainsKey("aws")
            && (regions.Values.FirstOrDefault() ?? resources.Select(RegionInArn).FirstOrDefault(region => region.Length > 0)) is { } found)
            regions["aws"] = found;

        return regions;

        void Add(string module, string name, PlannedValue value)
        {
            if (!name.StartsWith(RegionName, StringComparison.Ordinal) || value is not PlannedValue.Text region)
                return;

            var provider = name.Length == RegionName.Length ? "aws" : $"aws.{name[(RegionName.Length + 1)..]}";
            regions[module.Length == 0 ? provider : $"{ModuleAddress.WithoutKeys(module)}:{provider}"] = region.Value;
        }
    }

    private static string RegionInArn(RawResource resource) =>
        resource.Values["arn"] is PlannedValue.Text arn && arn.Value.Split(':', 5) is ["arn", _, _, var region, _] ? region : "";
}
