using PrivateInvoke.Local;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Planning;

namespace AppHost;

/// <summary>What every verb does first.</summary>
internal static class Plans
{
    public static async Task<PlannedConfiguration> PlanAsync(HostOptions options, CancellationToken cancel)
    {
        var request = new PlanRequest
        {
            Directory = options.Infra,
            Artifacts = Artifacts(options),
            Variables = options.Variables,
            Executable = options.Terraform,
        };
        var folder = Path.GetRelativePath(Directory.GetCurrentDirectory(), options.Infra);
        await using var answers = new AwsAnswers();
        var configuration = await Screen.ProgressAsync($"Planning {folder}", step =>
            new Planner(answers).PlanAsync(request, new StepProgress(step), cancel));

        if (configuration.FromCache)
            Screen.Note($"{folder} is unchanged: its plan is taken from the cache.");
        foreach (var line in PlanWarnings.Lines(configuration.Diagnostics))
            Screen.Warning(line);

        return configuration;
    }

    public static FunctionPrograms Programs(HostOptions options) => new()
    {
        Named = options.Programs,
        Projects = BuildRecord.Programs,
        Infra = options.Infra,
        Artifacts = Artifacts(options),
    };

    private static string Artifacts(HostOptions options) => Path.Combine(options.Repository, "artifacts");

    /// <summary>Reports in order and on the reporting thread, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class StepProgress(Action<string> step) : IProgress<TerraformProgress>
    {
        public void Report(TerraformProgress value)
        {
            // What is too fine for a status line, a log has.
            var text = value is TerraformProgress.ResourceEnded or TerraformProgress.DiagnosticReported ? null : ProgressText.Of(value);
            if (text is not null)
                step(text);
        }
    }
}
