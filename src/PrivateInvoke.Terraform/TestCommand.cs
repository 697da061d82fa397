namespace PrivateInvoke.Terraform;

public sealed record TestOptions : VariableArguments
{
    public string? TestDirectory { get; init; }

    /// <summary>Only these files.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>
    /// Takes each run's plan (<c>resource_changes</c> and <c>output_changes</c>, as <c>show</c> gives them, then some 13 MB of provider
    /// schemas) as it passes. It holds sensitive values in clear.
    /// </summary>
    public JsonHandler? Plan { get; init; }
}

public sealed record TestOutcome(int Passed, int Failed, int Errored, int Skipped, IReadOnlyList<TerraformDiagnostic> Diagnostics)
{
    public bool IsPassed => Failed == 0 && Errored == 0;
}

/// <summary><c>terraform test</c></summary>
public static class TestCommand
{
    public static IReadOnlyList<string> Arguments(TestOptions options)
    {
        List<string> arguments = ["test", "-json"];
        if (options.Plan is not null)
            arguments.Add("-verbose");
        if (options.TestDirectory is not null)
            arguments.Add($"-test-directory={options.TestDirectory}");

        return [.. arguments, .. options.Filters.Select(filter => $"-filter={filter}"), .. options.Arguments()];
    }

    /// <summary>Failed runs are an outcome; a configuration that cannot be tested at all is a failure.</summary>
    /// <exception cref="TerraformException"/>
    public static async Task<TestOutcome> TestAsync(this TerraformCli terraform, TestOptions options, CancellationToken cancellationToken)
    {
        var (exitCode, events) = await terraform.RunEventsAsync("test", Arguments(options), [0, 1], Prepare, cancellationToken)
            .ConfigureAwait(false);

        return events.Kept.TryGetValue("test_summary", out var summary)
            ? new TestOutcome(
                UiEvent.Count(summary, "passed"),
                UiEvent.Count(summary, "failed"),
                UiEvent.Count(summary, "errored"),
                UiEvent.Count(summary, "skipped"),
                events.Diagnostics)
            : throw new TerraformException("test", exitCode, events.Diagnostics, string.Join('\n', events.OtherLines));

        void Prepare(UiStream stream)
        {
            if (options.Plan is { } handler)
                stream.Handlers["test_plan"] = handler;
        }
    }
}
