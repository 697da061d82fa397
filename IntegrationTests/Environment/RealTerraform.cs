using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>terraform as a person runs it, in the folder itself, with one provider process for its commands.</summary>
internal sealed class RealTerraform : IAsyncDisposable
{
    private readonly KeptProvider _provider = new();

    private RealTerraform(TerraformCli cli) => Cli = cli;

    public TerraformCli Cli { get; private set; }

    /// <summary>Plans and writes the plan's JSON beside it.</summary>
    public async Task<string> PlanJsonAsync(string file, Dictionary<string, string> variables, CancellationToken cancel)
    {
        var plan = file + ".tfplan";
        await Cli.PlanAsync(new PlanOptions { Out = plan, Variables = variables }, cancel);
        return await JsonAsync(file, plan, cancel);
    }

    /// <param name="shown">A plan; null is the state.</param>
    public async Task<string> JsonAsync(string file, string? shown, CancellationToken cancel)
    {
        var text = "";
        await Cli.ShowAsync(
            new ShowOptions { Path = shown },
            async (json, token) => text = (await json.ValueAsync(token)).GetRawText(),
            cancel);
        await File.WriteAllTextAsync(file, text, cancel);
        return file;
    }

    /// <summary>With the providers that other tests have got from a registry.</summary>
    public static async Task<RealTerraform> InitAsync(
        TestRepository repository, string executable, string folder, Dictionary<string, string?> environment, CancellationToken cancel, IProgress<TerraformProgress>? progress = null)
    {
        var inherited = System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        var variables = TerraformEnvironment.Owned(inherited);
        foreach (var (name, value) in environment)
            variables[name] = value;

        try
        {
            // One init at a time writes to it, as in the product.
            using var taken = await WorkspaceLock.TakeAsync(repository.Plugins, TimeProvider.System, null, cancel);
            var cached = new Dictionary<string, string?>(variables)
            {
                ["TF_PLUGIN_CACHE_DIR"] = repository.Plugins,
                ["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] = "1",
            };
            await new TerraformCli(executable, folder) { Environment = cached, Progress = progress }.InitAsync(new InitOptions(), cancel);
        }
        catch (TerraformException) when (ProviderMirror.Find(inherited, TerraformProduct.Terraform.Registry) is { Count: > 0 } mirrors)
        {
            var file = Path.Combine(folder, "mirror.tfrc");
            await File.WriteAllTextAsync(file, ProviderMirror.Configuration(mirrors, TerraformProduct.Terraform.Registry), cancel);
            variables["TF_CLI_CONFIG_FILE"] = file;
            await new TerraformCli(executable, folder) { Environment = variables, Progress = progress }.InitAsync(new InitOptions(), cancel);
        }

        var terraform = new RealTerraform(new TerraformCli(executable, folder) { Environment = variables, Progress = progress });
        await terraform.AttachAsync(repository, cancel);
        return terraform;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private async Task AttachAsync(TestRepository repository, CancellationToken cancel)
    {
        var program = Directory.EnumerateFiles(Path.Combine(Cli.Folder, ".terraform", "providers"), "terraform-provider-aws*", SearchOption.AllDirectories).Single();
        var files = new[] { repository.Infra, Cli.Folder }.SelectMany(folder => Directory.EnumerateFiles(folder, "*.tf", SearchOption.AllDirectories));
        var environment = new Dictionary<string, string?>(Cli.Environment) { ["AWS_CA_BUNDLE"] = null };
        if (await _provider.AttachAsync(program, environment, AwsProviders.Types(files.Select(File.ReadAllText)), Workspace.For(repository.Artifacts, Cli.Folder), cancel) is { } attachment)
        {
            Cli = new TerraformCli(Cli.Executable, Cli.Folder)
            {
                Environment = new Dictionary<string, string?>(environment) { [ProviderProcess.Variable] = attachment },
                Progress = Cli.Progress,
            };
        }
    }
}
