using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer.Report;

/// <summary>Invoke paths as one HTML file: no server, no script, no request, readable for years.</summary>
public static class HtmlReport
{
    /// <param name="locate">Where a Terraform address is written, or null.</param>
    /// <param name="source">What was judged, for the reader; empty says nothing.</param>
    public static void Write(Stream stream, CloudModel model, IReadOnlyList<InvokePath> paths, Func<string, SourceLocation?> locate, string source) =>
        stream.Write(Encoding.UTF8.GetBytes(Render(new PathReport(model, paths, locate, source))));

    private static string Render(PathReport report)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Report)] = report });
        // No component here waits for anything, so the task has ended when it is returned.
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportPage>(parameters)).ToHtmlString()).GetAwaiter().GetResult();
    }
}
