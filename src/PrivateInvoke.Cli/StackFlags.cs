using System.CommandLine;
using PrivateInvoke.Cloud;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Cli;

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
        Description = "Keep the state in this S3 bucket, with a lock file beside it. Default: the configuration's own backend; at an emulator, or with --local-state, a file in artifacts/stacks.",
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

    private static readonly Option<bool> LocalState = new("--local-state")
    {
        Description = "At AWS itself, without a backend: keep the state in artifacts/stacks of this machine alone. Whoever deletes that folder loses track of what was deployed.",
    };

    public static void AddTo(Command command)
    {
        ModuleFlags.AddTo(command);
        command.Add(EndpointUrl);
        command.Add(Backend);
        command.Add(BackendRegion);
        command.Add(BackendConfig);
        command.Add(LocalState);
    }

    public static async Task<DeploymentOptions> ReadAsync(ParseResult parsed, RootModule module, CancellationToken cancel)
    {
        if (module.WorkspaceName is { } workspace)
        {
            throw new ProblemException(
                $"--workspace '{workspace}' is for what is only planned: a stack has one state.",
                $"Leave it out; with the configuration's own backend, set TF_WORKSPACE={workspace}.");
        }

        var options = new DeploymentOptions
        {
            Name = Path.GetFileName(module.Directory),
            Root = module.Directory,
            Artifacts = module.Artifacts,
            Variables = module.Variables,
            VariableFiles = module.VariableFiles,
            Target = Target(parsed.GetValue(EndpointUrl)),
            BackendConfig = ModuleFlags.Pairs("--backend-config", parsed.GetValue(BackendConfig)),
            KeepsLocalState = parsed.GetValue(LocalState),
            Executable = module.Executable,
        };
        if (parsed.GetValue(Backend) is not { } backend)
        {
            // Before the minutes that packages take.
            StateKeeping.Require(options);
            if (StateKeeping.IsLocal(options))
                module.Terminal.Warning($"The state is in {Path.Combine(options.Artifacts, "stacks")} and nowhere else (--local-state).");
            return options;
        }

        var slash = backend.IndexOf('/', StringComparison.Ordinal);
        var (bucket, key) = slash < 0 ? (backend, $"{options.Name}/terraform.tfstate") : (backend[..slash], backend[(slash + 1)..]);
        return bucket.Length > 0 && key.Length > 0
            ? options with { Backend = new StackBackend.S3(bucket, key, await RegionAsync(parsed, module, cancel)) }
            : throw new ProblemException($"--backend '{backend}' names no bucket or no key.", "Write --backend bucket or --backend bucket/key.");
    }

    private static DeploymentTarget Target(string? url) => url is null
        ? new DeploymentTarget.Account(Profile: null, Region: null)
        : Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new DeploymentTarget.Endpoint(address)
            : throw new ProblemException($"'{url}' is not the address of an AWS API.", "Give a URL such as http://localhost:4566.");

    private static async Task<string> RegionAsync(ParseResult parsed, RootModule module, CancellationToken cancel) =>
        parsed.GetValue(BackendRegion)
        ?? Environment.GetEnvironmentVariable("AWS_REGION")
        ?? (CloudModel.Read((await module.PlanAsync(cancel)).Plan).Region is Planned<string>.Known { Value: var region } ? region : null)
        ?? throw new ProblemException("--backend does not say its bucket's region, and nor does the configuration.", "Add --backend-region REGION.");
}
