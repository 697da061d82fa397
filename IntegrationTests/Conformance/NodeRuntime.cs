using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>
/// AWS's runtime interface client for Node.js, from npm. It builds native code, which takes minutes, so a machine keeps it in its folder
/// for temporary files; where it cannot be had, the reason is kept for the tests to tell. It is made for the first test that asks: a class
/// has its fixture also where none of its tests is run.
/// </summary>
public sealed class NodeRuntime : IDisposable
{
    private const string Name = "aws-lambda-ric";
    private const string Version = "4.0.2";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly string _installed = Path.Combine(Path.GetTempPath(), $"private-invoke-{Name}-{Version}");
    private readonly string _functions = Directory.CreateTempSubdirectory("private-invoke-node-").FullName;
    private readonly Lazy<Task<string?>> _whyNot;

    public NodeRuntime()
    {
        _whyNot = new(PrepareAsync);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Conformance", "function.mjs"), Path.Combine(_functions, "function.mjs"));
    }

    private string Client => Path.Combine(_installed, "node_modules", Name, "index.mjs");

    /// <summary>Skips the test, saying why, where the client cannot be had.</summary>
    public async Task<FunctionSpec> FunctionAsync(string handler)
    {
        var whyNot = await _whyNot.Value;
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        return RunningLambda.Function("node", new FunctionCode.Process(Programs.Require("node"), [Client], _functions)) with
        {
            Handler = handler,
        };
    }

    public void Dispose() => TestFolder.Delete(_functions);

    /// <returns>Why it cannot be had; null when it is there.</returns>
    private async Task<string?> PrepareAsync()
    {
        if (Programs.Find("node") is not { } node || Programs.Find("npm") is not { } npm)
            return "node or npm is not on PATH.";

        return await IsThereAsync(node) ? null : await InstallAsync(node, npm);
    }

    /// <summary>Whole, and built for this Node.js: the machine may have cleaned up a part of it, or have got another Node.js since.</summary>
    private async Task<bool> IsThereAsync(string node)
    {
        if (!File.Exists(Client))
            return false;

        // It is loaded where a Runtime API is said to be, and asks for nothing yet.
        var native = Path.Combine(_installed, "node_modules", Name, "rapid-client.node");
        var (exitCode, _, _) = await OneRun.Async(
            node, ["--eval", "require(process.argv[1])", native],
            new Dictionary<string, string?> { ["AWS_LAMBDA_RUNTIME_API"] = "127.0.0.1:9" }, TestContext.Current.CancellationToken);
        return exitCode == 0;
    }

    /// <returns>Why not; null when it is there.</returns>
    private async Task<string?> InstallAsync(string node, string npm)
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
            if (Directory.Exists(_installed) && !await IsThereAsync(node))
                Directory.Move(_installed, $"{folder}-old");
            Directory.Move(folder, _installed);
            return null;
        }
        catch (IOException) when (File.Exists(Client))
        {
            // Another test run was faster.
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"npm install {Name}@{Version} took longer than {Patience.TotalMinutes} minutes.";
        }
        finally
        {
            foreach (var left in new[] { folder, $"{folder}-old" }.Where(Directory.Exists))
                TestFolder.Delete(left);
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault("it printed nothing");
}
