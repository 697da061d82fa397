using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateInvoke.Explorer.Diff;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Report;

/// <summary>Invoke paths as one HTML file: no server, no script, no request, readable for years.</summary>
public static class HtmlReport
{
    /// <param name="source">What was judged, for the reader; empty says nothing.</param>
    /// <param name="isToMend">Whether a path ought to be reachable; null is every one.</param>
    public static void Write(Stream stream, ExploredPlan plan, IReadOnlyList<InvokePath> paths, string source, Func<InvokePath, bool>? isToMend = null) =>
        stream.Write(Encoding.UTF8.GetBytes(Render<ReportPage>(new() { [nameof(ReportPage.Report)] = new PathReport(plan, paths, source, isToMend ?? (_ => true)) })));

    /// <summary>Two plans over each other.</summary>
    internal static string Render(DiffReport diff, ExploredPlan before, ExploredPlan after) => Render<DiffPage>(new()
    {
        [nameof(DiffPage.Base)] = diff.Base,
        [nameof(DiffPage.Head)] = diff.Head,
        [nameof(DiffPage.Summary)] = diff.Summary,
        [nameof(DiffPage.Comparisons)] = PathComparison.Of(diff.Differences, before, after),
    });

    private static string Render<TPage>(Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        // No component here waits for anything, so the task has ended when it is returned.
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString()).GetAwaiter().GetResult();
    }
}
