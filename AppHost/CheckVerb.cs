using PrivateInvoke;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace AppHost;

/// <summary><c>check [--infra DIR | --plan FILE]</c></summary>
internal static class CheckVerb
{
    public static async Task<int> RunAsync(PlanSource source, CheckOptions options, CancellationToken cancel)
    {
        var plan = await source.ReadAsync(cancel);
        var model = CloudModel.Read(plan);
        var paths = PathFinder.Find(model, options.Query);
        if (paths.Count == 0)
            throw Nothing(source, model, options.Query);

        var report = new CheckReport(paths, (source as PlanSource.Folder)?.Options.Infra, options.Output is null && Screen.HasColor);
        await WriteAsync(report, options, cancel);
        if (options.Output is { } file)
            Screen.Line($"{report.Summary} The report is in {file}.");
        if (!plan.IsSettled && report.ExitCode == ExitCode.Undecided && source is PlanSource.File)
            Screen.Note("A plan file does not say which resource an id means that is known after the apply. --infra DIR plans again and finds out.");

        return report.ExitCode;
    }

    private static async Task WriteAsync(CheckReport report, CheckOptions options, CancellationToken cancel)
    {
        using var written = new MemoryStream();
        CheckFormats.Write(written, options.Format, report);
        if (options.Output is not { } file)
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(written.ToArray(), cancel);
            if (options.Format != "text")
                output.WriteByte((byte)'\n');
            return;
        }

        try
        {
            await File.WriteAllBytesAsync(file, written.ToArray(), cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--output '{file}' cannot be written: {e.Message}", "Name a file in a folder that exists and that you may write to.", e);
        }
    }

    /// <summary>A check that had nothing to check has not passed.</summary>
    private static ProblemException Nothing(PlanSource source, CloudModel model, PathQuery query)
    {
        var functions = model.Functions.Count == 1 ? "1 function" : $"{model.Functions.Count} functions";
        return model.Functions.Count == 0
            ? new($"'{source.Name}' has no Lambda function: there is no path to check.", "Name another root module with --infra, or another plan with --plan.")
            : query is { Caller: null, Callee: null } && HasUnknownEnvironment(model)
            ? new(
                $"'{source.Name}' has {functions}, and nothing that is known of their environments, roles and permissions says that one invokes another.",
                "Plan the configuration itself with --infra, where more is known, or name both with --caller and --callee.")
            : query is { Caller: null, Callee: null }
            ? new(
                $"'{source.Name}' has {functions}, and no environment variable, role policy or permission says that one invokes another.",
                "Name both with --caller and --callee, or another AWS API with --service.")
            : new(
                $"'{source.Name}' has {functions}, and nothing says that {query.Caller ?? "one"} invokes {query.Callee ?? "another"}.",
                "Name both with --caller and --callee.");
    }

    private static bool HasUnknownEnvironment(CloudModel model) => model.Functions.Any(function =>
        function.Environment.Match(known => known.Values.Any(value => value is Planned<string>.Unknown), () => true, () => false));
}
