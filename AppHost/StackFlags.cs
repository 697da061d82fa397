using System.CommandLine;
using PrivateInvoke;
using PrivateInvoke.Cloud;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Stacks;

namespace AppHost;

/// <summary>The options of every verb that works on what is deployed.</summary>
internal static class StackFlags
{
    private static readonly Option<string?> EndpointUrl = new("--endpoint-url")
    {
        Description = "An AWS API to deploy to, such as LocalStack's or moto_server's. Default: AWS, with its own chain of credentials.",
        HelpName = "URL",
    };

    private static readonly Option<string?> Backend = new("--backend")
    {
        Description = "Keep the state in this S3 bucket, with a lock file beside it. Default: the configuration's own backend, or a file in artifacts/stacks.",
        HelpName = "bucket[/key]",
    };

    private static readonly Option<string?> BackendRegion = new("--backend-region")
    {
        Description = "The bucket's region. Default: AWS_REGION, or the one that the configuration deploys to.",
        HelpName = "REGION",
    };

    private static readonly Option<string[]> BackendConfig = new("--backend-config")
    {
        Description = "A setting of the configuration's own backend, as in terraform init. Repeatable.",
        HelpName = "name=value",
    };

    public static void AddTo(Command command)
    {
        command.Add(Cli.Infra);
        command.Add(Cli.Var);
        command.Add(EndpointUrl);
        command.Add(Backend);
        command.Add(BackendRegion);
        command.Add(BackendConfig);
        command.Add(Cli.Terraform);
    }

    public static async Task<StackOptions> ReadAsync(ParseResult parsed, HostOptions host, CancellationToken cancel)
    {
        var options = new StackOptions
        {
            Name = Path.GetFileName(host.Infra),
            Root = host.Infra,
            Artifacts = Path.Combine(host.Repository, "artifacts"),
            Variables = host.Variables,
            EndpointUrl = parsed.GetValue(EndpointUrl),
            Backend = new StackBackend.Own(),
            BackendConfig = Cli.Pairs("--backend-config", parsed.GetValue(BackendConfig)),
            Executable = host.Terraform,
        };
        if (parsed.GetValue(Backend) is not { } backend)
            return options;

        var slash = backend.IndexOf('/', StringComparison.Ordinal);
        var (bucket, key) = slash < 0 ? (backend, $"{options.Name}/terraform.tfstate") : (backend[..slash], backend[(slash + 1)..]);
        return bucket.Length > 0 && key.Length > 0
            ? options with { Backend = new StackBackend.S3(bucket, key, await RegionAsync(parsed, host, cancel)) }
            : throw new ProblemException($"--backend '{backend}' names no bucket or no key.", "Write --backend bucket or --backend bucket/key.");
    }

    private static async Task<string> RegionAsync(ParseResult parsed, HostOptions host, CancellationToken cancel) =>
        parsed.GetValue(BackendRegion)
        ?? Environment.GetEnvironmentVariable("AWS_REGION")
        ?? RegionOf(CloudModel.Read((await Plans.PlanAsync(host, cancel)).Plan))
        ?? throw new ProblemException("--backend does not say its bucket's region, and nor does the configuration.", "Add --backend-region REGION.");

    public static string? RegionOf(CloudModel model) => model.Region is Planned<string>.Known { Value: var region } ? region : null;
}
