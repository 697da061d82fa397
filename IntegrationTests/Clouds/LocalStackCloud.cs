using Amazon.Lambda;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Testcontainers.LocalStack;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>
/// LocalStack in a container. It runs each function in a container of its own, beside it, so it needs Docker's socket even to create
/// one; inside, it sets AWS_ENDPOINT_URL to itself, which the caller's SDK reads.
/// </summary>
internal sealed class LocalStackCloud : Cloud
{
    /// <summary>The last that starts without a token.</summary>
    private const string DefaultImage = "localstack/localstack:4.14.0";

    private const string DockerSocket = "/var/run/docker.sock";

    /// <summary>Given to LocalStack when they are set here.</summary>
    private static readonly string[] PassedOn = ["LOCALSTACK_AUTH_TOKEN", "DOCKER_API_VERSION"];

    private readonly LocalStackContainer _container;
    private readonly AmazonLambdaClient _lambda;

    private LocalStackCloud(LocalStackContainer container)
    {
        _container = container;
        _lambda = LocalStackClients.Lambda(container.Hostname, container.GetMappedPublicPort(LocalStackBuilder.LocalStackPort));
    }

    public override Offer<IReadOnlyDictionary<string, string?>> ControlPlane => new Offer<IReadOnlyDictionary<string, string?>>.Has(
        new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = _container.GetConnectionString().TrimEnd('/'),
            ["AWS_ACCESS_KEY_ID"] = LocalStackClients.Key,
            ["AWS_SECRET_ACCESS_KEY"] = LocalStackClients.Key,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        });

    public override IAmazonLambda Lambda => _lambda;

    public static async Task<Offer<Cloud>> StartAsync(CancellationToken cancel)
    {
        LocalStackContainer container;
        try
        {
            container = Build();
        }
        catch (Exception e) when (e is DockerUnavailableException || e.Message.Contains(PassedOn[0], StringComparison.Ordinal))
        {
            // No Docker that answers, or an image that wants a token which is not set: the builder knows both.
            return new Offer<Cloud>.Lacks(string.Join(' ', e.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        }

        try
        {
            await container.StartAsync(cancel);
            return new Offer<Cloud>.Has(new LocalStackCloud(container));
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _lambda.Dispose();
        // Told to stop, it removes the functions' containers; removed, it would leave them.
        await _container.StopAsync();
        await _container.DisposeAsync();
    }

    private static LocalStackContainer Build()
    {
        var builder = new LocalStackBuilder(Variable("PRIVATE_INVOKE_LOCALSTACK_IMAGE") ?? DefaultImage)
            .WithBindMount(Socket(), DockerSocket)
            // A first start pulls the runtime's image.
            .WithEnvironment("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120")
            // What a killed run leaves behind is removed with this run's containers.
            .WithEnvironment("LAMBDA_DOCKER_FLAGS", $"--label {ResourceReaper.ResourceReaperSessionLabel}={ResourceReaper.DefaultSessionId:D}");
        foreach (var name in PassedOn)
        {
            if (Variable(name) is { } value)
                builder = builder.WithEnvironment(name, value);
        }

        return builder.Build();
    }

    /// <summary>The daemon's socket as the daemon sees it.</summary>
    private static string Socket()
    {
        const string unix = "unix://";
        return TestcontainersSettings.DockerSocketOverride
            ?? (Variable("DOCKER_HOST") is { } host && host.StartsWith(unix, StringComparison.Ordinal) ? host[unix.Length..] : DockerSocket);
    }

    private static string? Variable(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
