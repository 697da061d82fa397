using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>The clouds that the suite knows, by the name that the parity table has.</summary>
internal static class CloudNames
{
    public const string Embedded = "embedded";
    public const string Moto = "moto_server";
    public const string LocalStack = "LocalStack";
    public const string Floci = "Floci";
    public const string Aws = "AWS";

    public static readonly IReadOnlyList<string> All = [Embedded, Moto, LocalStack, Floci, Aws];

    public static async Task<Offer<Cloud>> StartAsync(string name, Deployment deployment, TestRepository repository, CancellationToken cancel) => name switch
    {
        Embedded => new Offer<Cloud>.Has(await EmbeddedCloud.StartAsync(deployment, repository, cancel)),
        Moto => await MotoCloud.StartAsync(cancel),
        LocalStack => await LocalStackCloud.StartAsync(floci: false, cancel),
        Floci => await LocalStackCloud.StartAsync(floci: true, cancel),
        Aws => AwsCloud.Find(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such cloud."),
    };
}
