using PrivateInvoke.Cloud;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Front;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Network;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Local;

/// <summary>
/// The planned system on this machine: the embedded Lambda, an interface endpoint for each caller, and the front door of one.
/// Disposing it ends every process and closes every port.
/// </summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private readonly List<InterfaceEndpoint> _endpoints = [];
    private readonly List<string> _isolated = [];
    private readonly LambdaHost _lambda;
    private readonly FunctionPrograms _programs;
    private FrontDoor? _frontDoor;
    private volatile CloudModel _model;
    private volatile AskedPaths _asked;

    private LocalSystem(
        LambdaHost lambda, FunctionPrograms programs, CloudModel model, IReadOnlyList<FunctionSpec> functions, IReadOnlyList<InvokePath> paths)
    {
        _lambda = lambda;
        _programs = programs;
        _model = model;
        _asked = new AskedPaths(model);
        Functions = functions;
        Paths = paths;
    }

    public IReadOnlyList<FunctionSpec> Functions { get; }

    /// <summary>Of the plan in use.</summary>
    public CloudModel Model => _model;

    public IReadOnlyList<InvokePath> Paths { get; private set; }

    /// <summary>Those that no sign in the plan tells of, and that a caller has asked for while it ran.</summary>
    public IReadOnlyList<InvokePath> PathsAskedFor =>
        [.. _asked.All.ExceptBy(Paths.Select(path => (path.Caller, path.Callee)), path => (path.Caller, path.Callee))];

    /// <summary>The caller's HTTP address; null when the plan has no function.</summary>
    public Uri? FrontDoor => _frontDoor?.Address;

    /// <summary>The function behind <see cref="FrontDoor"/>.</summary>
    public string? FrontFunction { get; private set; }

    /// <summary>Of the functions in a VPC, and of those that the plan shows to invoke: the first one's first.</summary>
    public IReadOnlyList<(string Caller, Uri Address)> Endpoints { get; private set; } = [];

    /// <summary>Callers whose processes have no other way out than their interface endpoint.</summary>
    public IReadOnlyList<string> Isolated => _isolated;

    /// <summary>Why this machine isolates nothing though it was asked to; null when it does, or was not.</summary>
    public string? WhyNotIsolated { get; private set; }

    public Uri LambdaApi => _lambda.ApiAddress;

    /// <summary>The planned function that a name in <see cref="FunctionPrograms.Attached"/> stands for.</summary>
    /// <exception cref="ProblemException">The plan has no such function, or more than one.</exception>
    public FunctionSpec AttachedAs(string name) =>
        Functions.Where(function => function.Code is FunctionCode.Attached attached && attached.By == name).ToList() switch
        {
            [var function] => function,
            [] => throw new ProblemException(
                $"'{name}' is none of the plan's functions: {string.Join(", ", Functions.Select(function => function.Name))}.",
                $"Call it after the function's package or module, or say which it is by its function name."),
            var several => throw new ProblemException(
                $"'{name}' could be {string.Join(" or ", several.Select(function => function.Name))}.",
                "Say which it is by its function name."),
        };

    /// <summary>What a process that is started elsewhere needs in its environment to be this function.</summary>
    public IReadOnlyDictionary<string, string> VariablesOf(string function) => _lambda.VariablesOf(function);

    /// <summary>Whether a process that is started elsewhere has asked for an event of this function.</summary>
    public bool IsAttached(string function) => _lambda.IsAttached(function);

    /// <summary>Waits until a process that is started elsewhere has asked for an event of this function.</summary>
    public Task AttachedAsync(string function, CancellationToken cancel) => _lambda.AttachedAsync(function, cancel);

    /// <exception cref="ProblemException">A port is taken, or a function that has code does not start.</exception>
    public static async Task<LocalSystem> StartAsync(PlanDocument plan, LocalOptions options, CancellationToken cancel)
    {
        options.Programs.RequireFunctions(plan);
        var model = CloudModel.Read(plan);
        var functions = FunctionSpecs.Read(plan, model, options.Programs);
        var paths = PathFinder.Find(model);
        var lambda = await LambdaHost.StartAsync(
            new LambdaOptions
            {
                Functions = functions,
                Port = Port(options, 2),
                NoTimeouts = options.NoTimeouts,
                Log = options.Log,
                Time = options.Time,
            },
            cancel);

        var system = new LocalSystem(lambda, options.Programs, model, functions, paths);
        try
        {
            await system.OpenAsync(options, cancel);
            await system.WarmAsync(cancel);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the paths of a changed plan over, one call at a time. The functions' processes stay as they are.</summary>
    public async Task<PlanChange> UseAsync(PlanDocument plan)
    {
        var changed = CloudModel.Read(plan);
        var functions = FunctionSpecs.Read(plan, changed, _programs);
        var paths = PathFinder.Find(changed);
        _model = changed;
        _asked = _asked.In(changed);
        Paths = paths;
        foreach (var endpoint in _endpoints)
            await endpoint.UseAsync(paths);

        return new PlanChange { Paths = paths, NeedRestart = PlanChange.Differences(Functions, functions) };
    }

    public async ValueTask DisposeAsync()
    {
        if (_frontDoor is not null)
            await _frontDoor.DisposeAsync();
        foreach (var endpoint in _endpoints)
            await endpoint.DisposeAsync();
        await _lambda.DisposeAsync();
    }

    private async Task OpenAsync(LocalOptions options, CancellationToken cancel)
    {
        // Those that the plan shows to invoke come first; a plan without one still has functions to try. What a function's code calls no
        // plan tells: every function that runs here has an address that judges whatever it asks for, and no call leads to AWS.
        var evident = Paths.Select(path => path.Caller.Name).Distinct().Where(IsHere).ToList();
        if (evident.Count == 0)
            evident.AddRange(Functions.Take(1).Select(function => function.Name));
        var others = Functions.Where(function => function.Code is not FunctionCode.Missing).Select(function => function.Name).Except(evident);

        var addresses = new List<(string, Uri)>();
        var isolates = options.Isolate && (WhyNotIsolated = await IsolationSupport.WhyNotAsync(cancel)) is null;
        foreach (var caller in evident.Concat(others))
        {
            var endpoint = await InterfaceEndpoint.StartAsync(
                new InterfaceEndpointOptions
                {
                    Caller = caller,
                    Region = OnlyRegion(),
                    Port = addresses.Count == 0 ? Port(options, 1) : 0,
                    Upstream = options.Upstream(_lambda, RegionOf(caller)),
                    Paths = Paths,
                    Ask = (from, to) => _asked.Between(from, to),
                    Traces = () => _lambda.TracesOf(caller),
                    Credentials = _lambda.FindCredentials,
                    FailFast = options.FailFast,
                    Strict = options.Strict,
                    Faults = options.Faults,
                    Decided = options.Decided,
                    Answered = options.Answered,
                    Time = options.Time,
                },
                cancel);
            _endpoints.Add(endpoint);
            if (evident.Contains(caller) || IsInVpc(caller))
                addresses.Add((caller, endpoint.Address));
            if (isolates && Isolates(caller))
            {
                _lambda.Isolate(caller, endpoint);
                _isolated.Add(caller);
            }

            _lambda.AddVariables(caller, new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL_LAMBDA"] = endpoint.Address.ToString(),

                // A plan that sets it would send the AWS SDK to AWS all the same.
                ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false",
            });
        }

        Endpoints = addresses;
        if (evident is [var first, ..])
        {
            FrontFunction = first;
            _frontDoor = await Lambda.Front.FrontDoor.StartAsync(
                _lambda, new FrontDoorOptions { Function = first, Port = Port(options, 0), Time = options.Time }, cancel);
        }
    }

    /// <summary>Null where there are several: which one a request has to be signed for is then told by the endpoint that its caller means.</summary>
    private string? OnlyRegion()
    {
        var callees = Paths.Select(path => FunctionName.Parse(path.Callee.Name).Region).OfType<string>();
        return Functions.Select(function => function.Region).Concat(callees).Distinct().ToList() is [var region] ? region : null;
    }

    private string RegionOf(string caller) => Functions.First(function => function.Name == caller).Region;

    /// <summary>Starts one process of each function, all at once: a laptop's first request should not wait for them in turn.</summary>
    private async Task WarmAsync(CancellationToken cancel)
    {
        var withCode = Functions.Where(function => function.Code is FunctionCode.Process).ToList();
        var results = await Task.WhenAll(withCode.Select(function => _lambda.WarmAsync(function.Name))).WaitAsync(cancel);
        foreach (var (function, result) in withCode.Zip(results))
        {
            if (result is not WarmResult.NotReady notReady)
                continue;

            // Of an exception its message, and not where it came from.
            var last = notReady.Log.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .LastOrDefault(line => !line.StartsWith("at ", StringComparison.Ordinal));
            throw new ProblemException(
                $"the function {function.Name} does not start: {notReady.Problem}{(last is null ? "" : $". It wrote: {last}")}",
                $"Run its program by hand ({Command(function)}), or name another one with --function {function.Name}=FILE.");
        }
    }

    /// <summary>A function outside any VPC, or behind a NAT gateway, has the internet.</summary>
    private bool Isolates(string caller) => IsInVpc(caller) && !Paths.Any(path => path.Caller.Name == caller && path.Via is Via.Nat);

    private bool IsInVpc(string name) =>
        _model.Functions.FirstOrDefault(function => function.Label == name) is { VpcConfig: not Planned<VpcConfig>.Absent };

    private bool IsHere(string name) => Functions.Any(function => function.Name == name);

    private static string Command(FunctionSpec function) =>
        function.Code is FunctionCode.Process process ? string.Join(' ', [process.FileName, .. process.Arguments]) : "";

    private static int Port(LocalOptions options, int offset) => options.Port == 0 ? 0 : options.Port + offset;
}
