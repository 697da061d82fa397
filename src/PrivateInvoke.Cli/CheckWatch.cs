using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Answers;

namespace PrivateInvoke.Cli;

/// <summary><c>check --watch</c>: the verdict of each save on one screen, what has changed on top.</summary>
internal static class CheckWatch
{
    public static async Task<int> RunAsync(RootModule module, PathQuery query, CancellationToken cancel)
    {
        // Before the first plan, so that a file saved meanwhile is judged too.
        using var watch = module.Watch();
        await using var planner = new KeptPlanner();
        IReadOnlyList<InvokePath>? shown = null;
        try
        {
            while (true)
            {
                try
                {
                    var paths = PathFinder.Find(CloudModel.Read((await module.PlanAsync(planner, cancel)).Plan), query);
                    module.Terminal.Show(Text(module, shown, paths, module.Terminal.HasColor));
                    shown = paths;
                }
                catch (ProblemException problem)
                {
                    // Half a file while somebody types; the next save is another chance.
                    module.Terminal.Error(problem.Problem, problem.Remedy);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    module.Terminal.Error($"The changed files cannot be read: {e.Message}", "Save one of them again.");
                }

                await watch.ChangedAsync(cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // A watch ends this way.
            return ExitCode.Success;
        }
    }

    private static string Text(RootModule module, IReadOnlyList<InvokePath>? before, IReadOnlyList<InvokePath> paths, bool color)
    {
        using var text = new StringWriter();
        foreach (var change in before is null ? [] : PathChange.Between(before, paths))
        {
            text.Write("changed: ");
            TextReport.Write(text, change, color);
            text.WriteLine();
        }

        foreach (var path in paths)
        {
            TextReport.Write(text, path, color);
            text.WriteLine();
        }

        var summary = paths.Count == 0 ? "No function invokes another one in this plan." : new CheckReport(paths, module, color).Summary;
        text.Write($"{module.Name}: {summary} Save a file to judge it again; Ctrl+C ends it.");
        return text.ToString();
    }
}
