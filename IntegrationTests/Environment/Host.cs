using System.Text;
using System.Text.Json;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>The embedded host as a person starts it, on free ports.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly JsonElement _file;

    private Host(RunningProgram program, string folder, JsonElement file)
    {
        Program = program;
        Folder = folder;
        _file = file;
    }

    public RunningProgram Program { get; }

    /// <summary>The repository that it runs in, which is its own.</summary>
    public string Folder { get; }

    public Uri FrontDoor => new(_file.GetProperty("frontDoor").GetString()!);

    public Uri Endpoint => new(_file.GetProperty("endpoint").GetString()!);

    public Uri LambdaApi => new(_file.GetProperty("lambda").GetString()!);

    public string Verdict => Assert.Single(_file.GetProperty("verdicts").EnumerateArray()).GetProperty("verdict").GetString()!;

    public string Packages => _file.GetProperty("packages").GetString()!;

    public static RunningProgram Run(string folder, params IEnumerable<string> arguments) =>
        RunningProgram.Start(Programs.Dotnet, [Programs.Cli, .. Verb(arguments)], folder);

    /// <summary>Options without a verb are those of <c>run</c>.</summary>
    private static IEnumerable<string> Verb(IEnumerable<string> arguments) =>
        arguments.FirstOrDefault() is { } first && !first.StartsWith('-') || arguments.Intersect(["--help", "--version"]).Any()
            ? arguments
            : arguments.Prepend("run");

    public static Task<Host> StartAsync(TestRepository repository, CancellationToken cancel, params IEnumerable<string> arguments) =>
        StartAsync(repository, new Dictionary<string, string?>(), cancel, arguments);

    public static async Task<Host> StartAsync(
        TestRepository repository, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel, params IEnumerable<string> arguments)
    {
        Programs.Require("terraform");
        await repository.PlannedAsync(cancel);
        var folder = repository.Desk();
        var program = RunningProgram.Start(
            Programs.Dotnet, [Programs.Cli, "run", "--port", "0", .. In(repository, arguments)], folder, environment);
        try
        {
            await program.LineAsync(line => line.StartsWith("Ready", StringComparison.Ordinal), cancel);
            using var file = JsonDocument.Parse(await File.ReadAllTextAsync(FileIn(folder), cancel));
            return new Host(program, folder, file.RootElement.Clone());
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public static string FileIn(string folder) => Path.Combine(folder, "artifacts", "host.json");

    /// <summary>Names the repository's infra/, which a desk has not.</summary>
    public static IEnumerable<string> In(TestRepository repository, params IEnumerable<string> arguments) =>
        arguments.Contains("--infra") ? arguments : [.. arguments, "--infra", repository.Infra];

    public async Task<HttpResponseMessage> PostAsync(string path, string json, CancellationToken cancel)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await _http.PostAsync(new Uri(FrontDoor, path), content, cancel);
    }

    /// <summary>At the Lambda API.</summary>
    public async Task<HttpResponseMessage> InvokeAsync(string function, string json, CancellationToken cancel)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await _http.PostAsync(new Uri(LambdaApi, $"2015-03-31/functions/{function}/invocations"), content, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Program.DisposeAsync();
    }
}
