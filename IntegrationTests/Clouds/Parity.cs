using System.Collections.Concurrent;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>Which cloud did what, written to <c>artifacts/parity.md</c> when the tests have ended.</summary>
public sealed class Parity : IDisposable
{
    private readonly ConcurrentDictionary<(string Cloud, string Step), string> _results = new();
    private readonly ConcurrentDictionary<string, string> _absent = new();

    /// <summary>Passed, unless the step throws.</summary>
    internal Task StepAsync(string cloud, string step, Func<Task> body) => StepAsync(cloud, step, async () =>
    {
        await body();
        return true;
    });

    internal async Task<T> StepAsync<T>(string cloud, string step, Func<Task<T>> body)
    {
        _results[(cloud, step)] = "**failed**";
        var result = await body();
        _results[(cloud, step)] = "passed";
        return result;
    }

    internal void Skip(string cloud, string step, string reason) => _results[(cloud, step)] = $"skipped: {reason}";

    /// <summary>The whole cloud is not there.</summary>
    internal void Absent(string cloud, string reason) => _absent[cloud] = reason;

    public void Dispose()
    {
        // A run of other tests says nothing of clouds.
        if (_absent.IsEmpty && !_results.Keys.Any(result => CloudNames.All.Contains(result.Cloud)))
            return;

        var folder = Directory.CreateDirectory(Path.Combine(Programs.Repository, "artifacts")).FullName;
        File.WriteAllText(Path.Combine(folder, "parity.md"), Table());
    }

    private string Table()
    {
        string[] lines =
        [
            "# One system, several clouds",
            "",
            $"The same test in each; packages: {(Programs.HasStandIns ? "stand-ins" : "real")}.",
            "",
            Row(["step", .. CloudNames.All]),
            Row(["---", .. CloudNames.All.Select(_ => "---")]),
            .. Steps.All.Select(step => Row([step, .. CloudNames.All.Select(cloud => Cell(cloud, step))])),
            .. _absent.OrderBy(absent => absent.Key, StringComparer.Ordinal).SelectMany(absent => new[] { "", $"{absent.Key} was not there: {absent.Value}" }),
            "",
        ];
        return string.Join('\n', lines);
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private string Cell(string cloud, string step) =>
        _results.TryGetValue((cloud, step), out var result) ? result
        : _absent.ContainsKey(cloud) ? "not there"
        : "not run";
}
