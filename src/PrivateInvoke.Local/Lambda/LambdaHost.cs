using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Lambda.Api;
using PrivateInvoke.Local.Lambda.Environments;
using PrivateInvoke.Local.Lambda.Events;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Local.Lambda.Runtime;
using PrivateInvoke.Machine;

namespace PrivateInvoke.Local.Lambda;

/// <summary>The embedded Lambda: functions as processes, behind the Lambda API. Ending it ends every process it started.</summary>
public sealed class LambdaHost : IAsyncDisposable
{
    // A runtime's connection is idle while its function works. Not infinite: Kestrel adds to it, and overflows.
    private static readonly TimeSpan Patient = TimeSpan.FromDays(1);

    private readonly LambdaOptions _options;
    private readonly Dictionary<string, FunctionCredentials> _credentials;
    private readonly Dictionary<string, FunctionCredentials> _byKey;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _added = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<IReachableServer>> _isolated = new();
    private readonly SpawnThread _spawner = new();
    private readonly DeathWatch _watch = new();
    private readonly MemoryWatch _memory;
    private readonly RuntimeTransport _transport;
    private readonly FunctionDirectory _functions;
    private readonly EventQueue _events;
    private readonly LambdaApi _operations;
    private LoopbackServer? _runtimeApi;
    private LoopbackServer? _api;
    private int _ended;

    private LambdaHost(LambdaOptions options)
    {
        _options = options;
        _credentials = options.Functions.ToDictionary(f => f.Name, f => FunctionCredentials.Create(f.Name), StringComparer.Ordinal);
        _byKey = _credentials.Values.ToDictionary(credentials => credentials.AccessKeyId, StringComparer.Ordinal);
        _memory = new MemoryWatch(options.Time);
        _transport = new RuntimeTransport(options.Loggers);
        _events = new EventQueue(options.Time, options.Log);
        var shop = new EnvironmentFactory
        {
            Runtime = _transport,
            Spawner = _spawner,
            Watch = _watch,
            Memory = _memory,
            Time = options.Time,
            Sink = options.Log,
            IdleTime = options.IdleTime,
            NoTimeouts = options.NoTimeouts,
            Credentials = name => _credentials[name],
            Openings = name => _isolated.GetValueOrDefault(name),
            Added = name => _added.GetValueOrDefault(name, new Dictionary<string, string>()),
        };
        var concurrency = new Concurrency(options.AccountConcurrency, options.Functions);
        _functions = new FunctionDirectory([.. options.Functions.Select(f => new HostedFunction(shop, f, concurrency, options))]);
        _operations = new LambdaApi(_functions, new InvokeOperation(_events));
    }

    /// <summary>The Lambda API: the developer's address, with any credentials.</summary>
    public Uri ApiAddress => _api!.Address;

    /// <exception cref="ProblemException">The port is taken.</exception>
    public static async Task<LambdaHost> StartAsync(LambdaOptions options, CancellationToken cancellationToken = default)
    {
        if (options.Functions.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ProblemException(
                $"two functions are called '{twice.Key}'", "Give each aws_lambda_function a function_name of its own.");
        }

        var host = new LambdaHost(options);
        try
        {
            await host.ListenAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the function's processes sign with.</summary>
    public FunctionCredentials CredentialsOf(string function) => _credentials[function];

    /// <summary>Whose key it is; null when it is none of this run's.</summary>
    public FunctionCredentials? FindCredentials(string accessKeyId) => _byKey.GetValueOrDefault(accessKeyId);

    /// <summary>
    /// Adds variables to a function's processes, from the next one on; for what the plan cannot know, such as
    /// <c>AWS_ENDPOINT_URL_LAMBDA</c>.
    /// </summary>
    public void AddVariables(string function, IReadOnlyDictionary<string, string> variables) =>
        _added.AddOrUpdate(function, variables, (_, before) => before.Concat(variables)
            .GroupBy(v => v.Key).ToDictionary(g => g.Key, g => g.Last().Value));

    /// <summary>
    /// What a runtime that somebody else starts needs in its environment, so that it attaches here and is the function: the variables
    /// of the plan among them.
    /// </summary>
    public IReadOnlyDictionary<string, string> VariablesOf(string function)
    {
        var variables = EnvironmentVariables.OfFunction(
            Hosted(function).Function, FunctionSpec.Latest, _credentials[function], "attached", $"{ApiAddress.Authority}/{function}");
        foreach (var (name, value) in _added.GetValueOrDefault(function, new Dictionary<string, string>()))
            variables[name] = value;

        return variables;
    }

    /// <summary>
    /// Gives a function's processes a network of their own, from the next one on. What they reach there is the Runtime API and the
    /// openings, and every other packet is lost; see <see cref="IsolationSupport"/>.
    /// </summary>
    public void Isolate(string function, params IReadOnlyList<IReachableServer> openings) => _isolated[function] = openings;

    /// <summary>Starts one process of the function ahead of its first invoke.</summary>
    public Task<WarmResult> WarmAsync(string function) => Hosted(function).WarmAsync();

    /// <summary>Waits until a runtime that somebody else started has asked for an event of the function.</summary>
    public Task AttachedAsync(string function, CancellationToken cancellationToken) =>
        Hosted(function).Attached.First.WaitAsync(cancellationToken);

    /// <summary>Whether a runtime that somebody else started has asked for an event of the function.</summary>
    public bool IsAttached(string function) => Hosted(function).Attached.First.IsCompletedSuccessfully;

    /// <summary>The OpenTelemetry spans that the function works for at this moment.</summary>
    public IReadOnlyCollection<ActivityContext> TracesOf(string function) => Hosted(function).Traces;

    /// <summary>Invokes as the Lambda API does, without HTTP.</summary>
    public ValueTask<InvokeOutcome> InvokeAsync(string function, InvokeRequest request) => Hosted(function).InvokeAsync(request);

    /// <summary>Answers a request of the Lambda API that another server here has taken.</summary>
    internal Task HandleAsync(HttpContext context) => _operations.HandleAsync(context);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
            return;

        // Together: what still waits for a function is answered when that function ends.
        var api = _api is null ? Task.CompletedTask : _api.DisposeAsync().AsTask();
        await Task.WhenAll(_functions.All.Select(hosted => hosted.DisposeAsync().AsTask()));
        await api;
        await _events.DisposeAsync();
        if (_runtimeApi is not null)
            await _runtimeApi.DisposeAsync();
        _memory.Dispose();
        await _watch.DisposeAsync();
        _spawner.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        _api = await LoopbackServer.StartAsync(
            new LoopbackOptions { Name = "the Lambda API", Port = _options.Port, KeepAlive = Patient, Loggers = _options.Loggers },
            _operations.HandleAsync, cancellationToken);
        _runtimeApi = await LoopbackServer.StartAsync(
            new LoopbackOptions
            {
                Name = "the Runtime API",
                Transport = _transport,
                KeepAlive = Patient,
                Loggers = _options.Loggers,
            },
            RuntimeApi.HandleAsync, cancellationToken);
    }

    private HostedFunction Hosted(string function) =>
        _functions.Find(function) ?? throw new ProblemException(
            $"there is no function '{function}' here",
            $"It has: {string.Join(", ", _functions.All.Select(hosted => hosted.Function.Name))}.");
}
