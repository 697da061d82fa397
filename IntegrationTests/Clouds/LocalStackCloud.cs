using Amazon.Lambda;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using PrivateInvoke.Terraform.Deployment;
using Testcontainers.LocalStack;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>
/// LocalStack, or another emulator in its place, in a container. It runs each function in a container of its own, beside it, so it needs
/// Docker's socket even to create one; inside, it sets AWS_ENDPOINT_URL to itself, which the caller's SDK reads.
/// </summary>
internal sealed class LocalStackCloud : Cloud
{
    private const string DockerSocket = "/var/run/docker.sock";

    /// <summary>Given to LocalStack when they are set here.</summary>
    private static readonly string[] PassedOn = [EmulatorImage.TokenVariable, "DOCKER_API_VERSION"];

    private readonly IContainer _container;
    private readonly string _image;
    private readonly AmazonLambdaClient _lambda;

    private LocalStackCloud(IContainer container, string image)
    {
        _container = container;
        _image = image;
        _lambda = LocalStackClients.Lambda(container.Hostname, container.GetMappedPublicPort(EmulatorImage.Port));
    }

    /// <summary>LocalStack leaves <c>Version</c> out of an endpoint's policy each time that it is asked.</summary>
    public override IReadOnlyList<string> PlannedAgain => EmulatorImage.IsLocalStack(_image) ? ["update module.network.aws_vpc_endpoint.lambda[0]: policy"] : [];

    public override Offer<IReadOnlyDictionary<string, string?>> ControlPlane => new Offer<IReadOnlyDictionary<string, string?>>.Has(
        new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = $"http://{_container.Hostname}:{_container.GetMappedPublicPort(EmulatorImage.Port)}",
            ["AWS_ACCESS_KEY_ID"] = LocalStackClients.Key,
            ["AWS_SECRET_ACCESS_KEY"] = LocalStackClients.Key,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        });

    public override IAmazonLambda Lambda => _lambda;

    public static async Task<Offer<Cloud>> StartAsync(bool floci, CancellationToken cancel)
    {
        var image = Variable(EmulatorImage.Variable) ?? EmulatorImage.Default;
        if (EmulatorImage.IsFloci(image) != floci)
        {
            return new Offer<Cloud>.Lacks(floci
                ? $"{EmulatorImage.Variable} names no image of Floci, such as floci/floci:1.5.30"
                : $"{EmulatorImage.Variable} names {image}");
        }

        IContainer container;
        try
        {
            container = Build(image);
        }
        catch (Exception e) when (e is DockerUnavailableException || e.Message.Contains(EmulatorImage.TokenVariable, StringComparison.Ordinal))
        {
            // No Docker that answers, or an image that wants a token which is not set: the builder knows both.
            return new Offer<Cloud>.Lacks(OneLine(e.Message));
        }

        try
        {
            await container.StartAsync(cancel);
            return new Offer<Cloud>.Has(new LocalStackCloud(container, image));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var lacks = await WhyNotAsync(container, image, e);
            await container.DisposeAsync();
            if (lacks is null)
                throw;

            return lacks;
        }
    }

    /// <returns>Null: it is there, and something is wrong with it.</returns>
    private static async Task<Offer<Cloud>?> WhyNotAsync(IContainer container, string image, Exception problem)
    {
        // Nothing has been made of the image: it could not be pulled.
        if (container.State is TestcontainersStates.Undefined && problem is DockerApiException)
            return new Offer<Cloud>.Lacks($"no registry gives {image}: {OneLine(problem.Message)}");

        var (output, errors) = container.State is TestcontainersStates.Undefined ? ("", "") : await container.GetLogsAsync(timestampsEnabled: false);
        return (output + errors).Contains(EmulatorImage.TokenVariable, StringComparison.Ordinal)
            ? new Offer<Cloud>.Lacks($"{image} wants a token in {EmulatorImage.TokenVariable}")
            : null;
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public override async ValueTask DisposeAsync()
    {
        _lambda.Dispose();
        // Told to stop, it removes the functions' containers; removed, it would leave them.
        await _container.StopAsync();
        await _container.DisposeAsync();
    }

    private static IContainer Build(string image)
    {
        if (!EmulatorImage.IsLocalStack(image))
        {
            return Passing(new ContainerBuilder(image)
                .WithPortBinding(EmulatorImage.Port, assignRandomHostPort: true)
                .WithBindMount(Socket(), DockerSocket)
                .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(
                    request => request.ForPort(EmulatorImage.Port).ForPath(EmulatorImage.HealthPath(image)))),
                (builder, name, value) => builder.WithEnvironment(name, value)).Build();
        }

        return Passing(new LocalStackBuilder(image)
            .WithBindMount(Socket(), DockerSocket)
            // A first start pulls the runtime's image.
            .WithEnvironment("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120")
            // What a killed run leaves behind is removed with this run's containers.
            .WithEnvironment("LAMBDA_DOCKER_FLAGS", $"--label {ResourceReaper.ResourceReaperSessionLabel}={ResourceReaper.DefaultSessionId:D}"),
            (builder, name, value) => builder.WithEnvironment(name, value)).Build();
    }

    private static TBuilder Passing<TBuilder>(TBuilder builder, Func<TBuilder, string, string, TBuilder> with) => PassedOn.Aggregate(
        builder, (one, name) => Variable(name) is { } value ? with(one, name, value) : one);

    /// <summary>The daemon's socket as the daemon sees it.</summary>
    private static string Socket()
    {
        const string unix = "unix://";
        return TestcontainersSettings.DockerSocketOverride
            ?? (Variable("DOCKER_HOST") is { } host && host.StartsWith(unix, StringComparison.Ordinal) ? host[unix.Length..] : DockerSocket);
    }

    private static string? Variable(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
