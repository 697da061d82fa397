using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>The clouds that the suite knows, by the name that the parity table has.</summary>
internal static class CloudNames
{
    /// <summary>It runs what the build made, as <c>run</c> does on a laptop.</summary>
    public const string Embedded = "embedded";

    /// <summary>The same, and it runs the packages that are deployed: native code.</summary>
    public const string Packaged = "embedded, packaged";

    public const string Moto = "moto_server";
    public const string LocalStack = "LocalStack";
    public const string Floci = "Floci";
    public const string Aws = "AWS";

    /// <summary>Those of the table; what runs packages here is a run of its own, and must not take the others' columns away.</summary>
    public static readonly IReadOnlyList<string> All = [Embedded, Moto, LocalStack, Floci, Aws];

    public static async Task<Offer<Cloud>> StartAsync(string name, Deployment deployment, TestRepository repository, CancellationToken cancel) => name switch
    {
        Embedded => new Offer<Cloud>.Has(await EmbeddedCloud.StartAsync(deployment, Programs.Functions, repository, cancel)),
        Packaged => new Offer<Cloud>.Has(await EmbeddedCloud.StartAsync(deployment, new Dictionary<string, string>(), repository, cancel)),
        Moto => await MotoCloud.StartAsync(cancel),
        LocalStack => await LocalStackCloud.StartAsync(floci: false, cancel),
        Floci => await LocalStackCloud.StartAsync(floci: true, cancel),
        Aws => AwsCloud.Find(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such cloud."),
    };

    /// <summary>What a cloud is given to keep; only where it runs that, it is compiled.</summary>
    public static Deployment DeploymentIn(string name, TestRepository repository) => name is Embedded or Moto
        ? new Deployment(_ => Task.FromResult(FunctionPackages.Stored(repository.Package())))
        : new Deployment(repository.PackagesAsync);
}
