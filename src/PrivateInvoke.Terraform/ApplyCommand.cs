namespace PrivateInvoke.Terraform;

public sealed record ApplyOptions : VariableArguments
{
    /// <summary>A plan made before, which takes no variables; null plans and applies at once.</summary>
    public string? PlanFile { get; init; }

    public bool Destroy { get; init; }

    /// <summary>Changes the state to what is there, and nothing else.</summary>
    public bool RefreshOnly { get; init; }

    public int? Parallelism { get; init; }
}

public sealed record ApplyOutcome(int Added, int Changed, int Removed, IReadOnlyList<TerraformDiagnostic> Warnings);

/// <summary><c>terraform apply</c></summary>
public static class ApplyCommand
{
    public static IReadOnlyList<string> Arguments(ApplyOptions options)
    {
        List<string> arguments = [options.Destroy ? "destroy" : "apply", "-json", "-input=false", "-auto-approve"];
        if (options.RefreshOnly)
            arguments.Add("-refresh-only");
        if (options.Parallelism is { } parallelism)
            arguments.Add($"-parallelism={parallelism}");

        arguments.AddRange(options.Arguments());
        if (options.PlanFile is not null)
            arguments.Add(options.PlanFile);

        return arguments;
    }

    /// <exception cref="TerraformException"/>
    public static async Task<ApplyOutcome> ApplyAsync(this TerraformCli terraform, ApplyOptions options, CancellationToken cancellationToken)
    {
        var (_, events) = await terraform.RunEventsAsync(
            options.Destroy ? "destroy" : "apply", Arguments(options), [0], null, cancellationToken).ConfigureAwait(false);

        return events.Kept.TryGetValue("change_summary", out var changes)
            ? new ApplyOutcome(
                UiEvent.Count(changes, "add"), UiEvent.Count(changes, "change"), UiEvent.Count(changes, "remove"), events.Diagnostics)
            : new ApplyOutcome(0, 0, 0, events.Diagnostics);
    }
}
