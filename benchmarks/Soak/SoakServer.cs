using PrivateInvoke.Benchmarks.Load;
using PrivateInvoke.Local;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Benchmarks.Soak;

/// <summary>
/// <c>serve soak FUNCTION</c>: a whole local system of a generated plan, whose plan changes every ten seconds. In every second plan the
/// first caller may not invoke.
/// </summary>
internal sealed class SoakServer : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _ending = new();
    private readonly LocalSystem _system;
    private readonly string _folder;
    private readonly Task _changing;

    private SoakServer(LocalSystem system, string folder, PlanDocument[] plans)
    {
        _system = system;
        _folder = folder;
        _changing = ChangeAsync(plans);
    }

    public ServerAddresses Addresses
    {
        get
        {
            var variables = _system.VariablesOf("caller-0");
            return new ServerAddresses
            {
                Lambda = _system.LambdaApi,
                Endpoint = new Uri(variables["AWS_ENDPOINT_URL_LAMBDA"]),
                Credentials = new FunctionCredentials
                {
                    FunctionName = "caller-0",
                    AccessKeyId = variables["AWS_ACCESS_KEY_ID"],
                    SecretAccessKey = variables["AWS_SECRET_ACCESS_KEY"],
                    SessionToken = variables["AWS_SESSION_TOKEN"],
                },
            };
        }
    }

    public static async Task<SoakServer> StartAsync(string program)
    {
        var folder = Directory.CreateTempSubdirectory("private-invoke-soak-").FullName;
        var plans = new[] { await PlanAsync(allowed: true), await PlanAsync(allowed: false) };
        var system = await LocalSystem.StartAsync(
            plans[0],
            new LocalOptions
            {
                Programs = new FunctionPrograms
                {
                    Named = new Dictionary<string, string> { ["callee-0"] = program, ["caller-0"] = program },
                    Infra = folder,
                    Artifacts = folder,
                },
            },
            CancellationToken.None);
        return new SoakServer(system, folder, plans);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _changing;
        await _system.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        _ending.Dispose();
    }

    private async Task ChangeAsync(PlanDocument[] plans)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            for (var change = 1; await timer.WaitForNextTickAsync(_ending.Token); change++)
                await _system.UseAsync(plans[change % plans.Length]);
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private static async Task<PlanDocument> PlanAsync(bool allowed)
    {
        using var plan = new MemoryStream();
        GeneratedPlan.Write(plan, 50, effect: allowed ? "Allow" : "Deny");
        plan.Position = 0;
        return await PlanReader.ReadAsync(plan, "generated", CancellationToken.None);
    }
}
