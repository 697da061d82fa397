namespace PrivateInvoke.Terraform;

public sealed record PlanOptions : VariableArguments
{
    /// <summary>Where the plan is written. It holds sensitive values in clear.</summary>
    public string? Out { get; init; }

    public bool Destroy { get; init; }

    /// <summary>Only what has changed behind terraform's back; nothing that the configuration asks for.</summary>
    public bool RefreshOnly { get; init; }

    /// <summary>False: does not ask the providers for what the state already tells.</summary>
    public bool Refresh { get; init; } = true;

    /// <summary>False: several plans of one state may run at a time.</summary>
    public bool Lock { get; init; } = true;

    public IReadOnlyList<string> Targets { get; init; } = [];
}

public sealed record PlanOutcome(bool HasChanges, int Add, int Change, int Remove, IReadOnlyList<TerraformDiagnostic> Warnings);

/// <summary><c>terraform plan</c></summary>
public static class PlanCommand
{
    public static IReadOnlyList<string> Arguments(PlanOptions options)
    {
        List<string> arguments = ["plan", "-json", "-input=false", "-detailed-exitcode"];
        if (options.Destroy)
            arguments.Add("-destroy");
        if (options.RefreshOnly)
            arguments.Add("-refresh-only");
        if (!options.Refresh)
            arguments.Add("-refresh=false");
        if (!options.Lock)
            arguments.Add("-lock=false");
        if (options.Out is not null)
            arguments.Add($"-out={options.Out}");

        return [.. arguments, .. options.Targets.Select(target => $"-target={target}"), .. options.Arguments()];
    }

    /// <exception cref="TerraformException"/>
    public static async Task<PlanOutcome> PlanAsync(this TerraformCli terraform, PlanOptions options, CancellationToken cancellationToken)
    {
        var (exitCode, events) = await terraform.RunEventsAsync("plan", Arguments(options), [0, 2], null, cancellationToken)
            .ConfigureAwait(false);

        return events.Kept.TryGetValue("change_summary", out var changes)
            ? new PlanOutcome(
                exitCode == 2,
                UiEvent.Count(changes, "add"),
                UiEvent.Count(changes, "change"),
                UiEvent.Count(changes, "remove"),
                events.Diagnostics)
            : new PlanOutcome(exitCode == 2, 0, 0, 0, events.Diagnostics);
    }
}
