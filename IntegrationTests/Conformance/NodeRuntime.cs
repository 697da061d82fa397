using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Lambda;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>
/// AWS's runtime interface client for Node.js, from npm. It builds native code, which takes minutes, so a machine keeps it in its folder
/// for temporary files; where it cannot be had, the reason is kept for the tests to tell.
/// </summary>
public sealed class NodeRuntime : IAsyncLifetime
{
    private const string Name = "aws-lambda-ric";
    private const string Version = "4.0.2";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly string _installed = Path.Combine(Path.GetTempPath(), $"private-invoke-{Name}-{Version}");
    private readonly string _functions = Directory.CreateTempSubdirectory("private-invoke-node-").FullName;
    private string? _whyNot;

    public async ValueTask InitializeAsync()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Conformance", "function.mjs"), Path.Combine(_functions, "function.mjs"));
        if (Programs.Find("node") is null || Programs.Find("npm") is not { } npm)
            _whyNot = "node or npm is not on PATH.";
        else if (!Directory.Exists(_installed))
            _whyNot = await InstallAsync(npm);
    }

    /// <summary>Skips the test, saying why, where the client cannot be had.</summary>
    public FunctionSpec Function(string handler)
    {
        Assert.SkipWhen(_whyNot is not null, _whyNot ?? "");
        var client = Path.Combine(_installed, "node_modules", Name, "index.mjs");
        return RunningLambda.Function("node", new FunctionCode.Process(Programs.Require("node"), [client], _functions)) with
        {
            Handler = handler,
        };
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_functions, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <returns>Why not; null when it is there.</returns>
    private async Task<string?> InstallAsync(string npm)
    {
        var folder = Directory.CreateTempSubdirectory("private-invoke-npm-").FullName;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (exitCode, _, error) = await OneRun.Async(
                npm, ["install", "--omit=dev", "--no-audit", "--no-fund", $"{Name}@{Version}"], new Dictionary<string, string?>(),
                patience.Token, folder: folder);
            if (exitCode != 0)
                return $"npm install {Name}@{Version} failed: {LastLine(error)}";

            // All of it at once, or nothing: a test run that is stopped leaves no half of it.
            Directory.Move(folder, _installed);
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"npm install {Name}@{Version} took longer than {Patience.TotalMinutes} minutes.";
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault("it printed nothing");
}
