using System.Text;
using System.Text.Json;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>The embedded host on free ports: the verb run, in this process or as a person starts it.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly JsonElement _file;

    private Host(IRunning running, string folder, JsonElement file)
    {
        Running = running;
        Folder = folder;
        _file = file;
    }

    public IRunning Running { get; }

    /// <summary>Where it is a process of its own.</summary>
    public RunningProgram Program => (RunningProgram)Running;

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

    /// <summary>In this process.</summary>
    public static Task<Host> StartAsync(TestRepository repository, CancellationToken cancel, params IEnumerable<string> arguments) =>
        ReadyAsync(repository, folder => RunningVerb.Start(repository, folder, Arguments(repository, arguments)), cancel);

    /// <summary>In a process of its own, which has signals, children and an environment.</summary>
    public static Task<Host> StartProgramAsync(TestRepository repository, CancellationToken cancel, params IEnumerable<string> arguments) =>
        StartProgramAsync(repository, new Dictionary<string, string?>(), cancel, arguments);

    public static Task<Host> StartProgramAsync(
        TestRepository repository, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel, params IEnumerable<string> arguments) =>
        ReadyAsync(
            repository, folder => RunningProgram.Start(Programs.Dotnet, [Programs.Cli, .. Arguments(repository, arguments)], folder, environment), cancel);

    private static async Task<Host> ReadyAsync(TestRepository repository, Func<string, IRunning> start, CancellationToken cancel)
    {
        Programs.Require("terraform");
        await repository.PlannedAsync(cancel);
        var folder = repository.Desk();
        var running = start(folder);
        try
        {
            await running.LineAsync(line => line.StartsWith("Ready", StringComparison.Ordinal), cancel);
            using var file = JsonDocument.Parse(await File.ReadAllTextAsync(FileIn(folder), cancel));
            return new Host(running, folder, file.RootElement.Clone());
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    private static IEnumerable<string> Arguments(TestRepository repository, IEnumerable<string> arguments) =>
        ["run", "--port", "0", .. In(repository, arguments)];

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
        await Running.DisposeAsync();
    }
}
