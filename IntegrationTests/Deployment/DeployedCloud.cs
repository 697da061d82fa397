using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Deployment;

/// <summary>A control plane with a bucket for states, and the verbs that deploy infra/ to it.</summary>
internal sealed class DeployedCloud : IAsyncDisposable
{
    private const string Region = "ap-northeast-1";

    private readonly TestRepository _repository;
    private readonly Moto _moto;

    private DeployedCloud(TestRepository repository, Moto moto)
    {
        _repository = repository;
        _moto = moto;
        Folder = repository.Desk();
    }

    /// <summary>The repository that the verbs run in.</summary>
    public string Folder { get; }

    public Uri ControlPlane => _moto.Address;

    /// <summary>Where the state is.</summary>
    private string Bucket => $"states-{_moto.Account}";

    /// <summary>What <c>--endpoint-url</c> names, where it is not the control plane itself.</summary>
    public Uri? Endpoint { get; set; }

    public static async Task<DeployedCloud> StartAsync(TestRepository repository, CancellationToken cancel)
    {
        Programs.Require("terraform");
        var cloud = new DeployedCloud(repository, await Moto.StartAsync(cancel));
        await cloud._moto.CreateBucketAsync(cloud.Bucket, Region, cancel);
        return cloud;
    }

    public Task<string> AwsAsync(CancellationToken cancel, params IEnumerable<string> arguments) => _moto.AwsAsync(Region, cancel, arguments);

    /// <summary>Those that are not the account's own.</summary>
    public async Task<string> VpcsAsync(CancellationToken cancel) =>
        await AwsAsync(cancel, "ec2", "describe-vpcs", "--filters", "Name=is-default,Values=false", "--query", "Vpcs[].VpcId");

    /// <summary>A process of its own, which can be interrupted and killed.</summary>
    /// <param name="arguments">The last of two that say the same holds.</param>
    public RunningProgram Start(string verb, params IEnumerable<string> arguments) =>
        RunningProgram.Start(Programs.Dotnet, [Programs.Cli, .. Arguments(verb, arguments)], Folder, Variables);

    public async Task<(int ExitCode, string Output)> RunAsync(string verb, CancellationToken cancel, params IEnumerable<string> arguments)
    {
        var ended = await Verb.RunAsync(_repository, Folder, Arguments(verb, arguments), cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(ended.Output);
        return (ended.ExitCode, ended.Output);
    }

    public IEnumerable<string> Arguments(string verb, params IEnumerable<string> arguments) =>
    [
        verb, "--endpoint-url", (Endpoint ?? ControlPlane).ToString(), "--backend", $"{Bucket}/quotes/terraform.tfstate", "--backend-region", Region,
        "--var", $"caller_package={_repository.Package()}", "--var", $"callee_package={_repository.Package()}",
        .. verb == "deploy" ? ["--no-package"] : Array.Empty<string>(), .. Host.In(_repository, arguments),
    ];

    public ValueTask DisposeAsync() => _moto.DisposeAsync();

    /// <summary>
    /// No account's credentials: what is given to an endpoint is made up. And terraform keeps what it makes to itself until it ends, as it
    /// does in its first twenty seconds, which a slow machine needs for less.
    /// </summary>
    private static readonly Dictionary<string, string?> Variables = new()
    {
        ["AWS_ACCESS_KEY_ID"] = null,
        ["AWS_SECRET_ACCESS_KEY"] = null,
        ["TF_STATE_PERSIST_INTERVAL"] = "3600",
    };
}
