using System.Globalization;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>The outputs of a root module: those of its state, or what its plan already knows of them.</summary>
public sealed class ModuleOutputs
{
    private readonly string _name;
    private readonly string _root;
    private readonly TerraformProduct _product;
    private readonly IReadOnlyDictionary<string, StackOutput> _applied;
    private readonly IReadOnlyDictionary<string, string> _planned;
    private readonly bool _isApplied;

    private ModuleOutputs(DeploymentOptions options, IReadOnlyDictionary<string, StackOutput>? applied, IReadOnlyDictionary<string, string> planned)
    {
        (_name, _root, _product, _isApplied) = (options.Name, options.Root, TerraformProduct.Used(options.Executable), applied is not null);
        (_applied, _planned) = (applied ?? new Dictionary<string, StackOutput>(), planned);
    }

    public static ModuleOutputs Of(DeploymentOptions options, IReadOnlyDictionary<string, StackOutput> applied) =>
        new(options, applied, new Dictionary<string, string>());

    /// <summary>Numbers, strings and flags; what is composed has no text that a plan's reader could agree on with terraform.</summary>
    public static ModuleOutputs Of(DeploymentOptions options, PlanDocument plan) => new(
        options,
        applied: null,
        plan.Outputs.Select(output => (output.Key, Text: Text(plan, output.Value)))
            .Where(output => output.Text is not null)
            .ToDictionary(output => output.Key, output => output.Text!));

    /// <summary>For an environment variable: a string as it is, anything else as JSON.</summary>
    /// <exception cref="ProblemException">There is none of that name, or it is known after an apply.</exception>
    public string Text(string output)
    {
        if (_applied.TryGetValue(output, out var applied))
            return applied.Text;
        if (_planned.TryGetValue(output, out var planned))
            return planned;

        var declared = Declared();
        if (declared.Contains(output))
        {
            throw _isApplied
                ? new ProblemException($"'{_name}' has no value for its output '{output}'.", "Apply it again: the output is newer than the state.")
                : new ProblemException(
                    $"'{_name}' knows its output '{output}' only after an apply, and there is nowhere to apply it.",
                    "Give it an endpoint (LocalStack's, for which Docker must answer) or an account, or use an output that the plan knows.");
        }

        throw new ProblemException(
            $"'{_name}' has no output '{output}'; it has: {(declared.Count == 0 ? "none" : string.Join(", ", declared))}.",
            $"Declare it in {Path.Combine(_root, "outputs.tf")}.");
    }

    /// <summary>What an apply left.</summary>
    public IReadOnlyDictionary<string, StackOutput> Applied => _applied;

    internal SmokeRequest? SmokeRequest() => _applied.TryGetValue(Deployment.SmokeRequest.Output, out var output) ? Deployment.SmokeRequest.Read(output.Value) : null;

    private IReadOnlyList<string> Declared() =>
    [
        .. ModuleTree.Read(_root, _product).RootFiles
            .SelectMany(file => file.Blocks)
            .Where(block => block is { Type: "output", Labels.Count: 1 })
            .Select(block => block.Labels[0])
            .Order(StringComparer.Ordinal),
    ];

    private static string? Text(PlanDocument plan, PlannedValue value) => value switch
    {
        // A symbol stands for an id that nobody knows yet.
        PlannedValue.Text text => plan.Symbols.Keys.Any(symbol => text.Value.Contains(symbol, StringComparison.Ordinal))
            || text.Value.Contains(PlanDocument.SymbolicAccount, StringComparison.Ordinal) ? null : text.Value,
        PlannedValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        PlannedValue.Flag flag => flag.Value ? "true" : "false",
        PlannedValue.Absent => "",
        _ => null,
    };
}
