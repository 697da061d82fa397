using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>terraform as a person runs it, in the folder itself.</summary>
internal static class RealTerraform
{
    /// <summary>Plans and writes the plan's JSON beside it.</summary>
    public static async Task<string> PlanJsonAsync(this TerraformCli terraform, string file, Dictionary<string, string> variables, CancellationToken cancel)
    {
        var plan = file + ".tfplan";
        await terraform.PlanAsync(new PlanOptions { Out = plan, Variables = variables }, cancel);
        return await terraform.JsonAsync(file, plan, cancel);
    }

    /// <param name="shown">A plan; null is the state.</param>
    public static async Task<string> JsonAsync(this TerraformCli terraform, string file, string? shown, CancellationToken cancel)
    {
        var text = "";
        await terraform.ShowAsync(
            new ShowOptions { Path = shown },
            async (json, token) => text = (await json.ValueAsync(token)).GetRawText(),
            cancel);
        await File.WriteAllTextAsync(file, text, cancel);
        return file;
    }

    /// <summary>With the providers that other tests have got from a registry.</summary>
    public static async Task<TerraformCli> InitAsync(
        TestRepository repository, string executable, string folder, Dictionary<string, string?> environment, CancellationToken cancel, IProgress<TerraformProgress>? progress = null)
    {
        var inherited = System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        var variables = TerraformEnvironment.Owned(inherited);
        foreach (var (name, value) in environment)
            variables[name] = value;

        var terraform = new TerraformCli(executable, folder) { Environment = variables, Progress = progress };
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
            return terraform;
        }
        catch (TerraformException) when (ProviderMirror.Find(inherited, TerraformProduct.Terraform.Registry) is { Count: > 0 } mirrors)
        {
            var file = Path.Combine(folder, "mirror.tfrc");
            await File.WriteAllTextAsync(file, ProviderMirror.Configuration(mirrors, TerraformProduct.Terraform.Registry), cancel);
            variables["TF_CLI_CONFIG_FILE"] = file;
            terraform = new TerraformCli(executable, folder) { Environment = variables, Progress = progress };
            await terraform.InitAsync(new InitOptions(), cancel);
            return terraform;
        }
    }
}
