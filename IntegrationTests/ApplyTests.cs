using System.IO.Compression;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests;

/// <summary>infra/ applied for real, to a control plane.</summary>
public sealed class ApplyTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 400_000)]
    [InlineData("endpoint")]
    [InlineData("nat")]
    [InlineData("none")]
    public async Task Apply_succeeds_the_second_plan_is_empty_and_destroy_leaves_nothing(string connectivity)
    {
        var executable = Programs.Require("terraform");
        await using var moto = await Moto.StartAsync(Cancel);
        var infra = repository.InfraWith("main.tf", text => text + "\n");
        var package = Package();
        var variables = new Dictionary<string, string>
        {
            ["connectivity"] = connectivity,
            ["caller_package"] = package,
            ["callee_package"] = package,
        };
        var terraform = await InitAsync(executable, infra, moto.Environment);

        var applied = await terraform.ApplyAsync(new ApplyOptions { Variables = variables }, Cancel);
        var outputs = await terraform.OutputAsync(Cancel);
        var second = await terraform.PlanAsync(new PlanOptions { Variables = variables }, Cancel);
        var destroyed = await terraform.ApplyAsync(new ApplyOptions { Variables = variables, Destroy = true }, Cancel);
        var left = await terraform.OutputAsync(Cancel);

        Assert.True(applied.Added > 15);
        Assert.Equal("private-invoke-callee", outputs["callee_function_name"].Value.GetString());
        Assert.False(second.HasChanges);
        Assert.Equal(applied.Added, destroyed.Removed);
        Assert.Empty(left);
    }

    private static async Task<TerraformCli> InitAsync(string executable, string folder, Dictionary<string, string?> environment)
    {
        var inherited = System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        var variables = TerraformEnvironment.Owned(inherited);
        foreach (var (name, value) in environment)
            variables[name] = value;

        var terraform = new TerraformCli(executable, folder) { Environment = variables };
        try
        {
            await terraform.InitAsync(new InitOptions(), Cancel);
            return terraform;
        }
        catch (TerraformException) when (ProviderMirror.Find(inherited) is { Count: > 0 } mirrors)
        {
            var file = Path.Combine(folder, "mirror.tfrc");
            await File.WriteAllTextAsync(file, ProviderMirror.Configuration(mirrors), Cancel);
            variables["TF_CLI_CONFIG_FILE"] = file;
            terraform = new TerraformCli(executable, folder) { Environment = variables };
            await terraform.InitAsync(new InitOptions(), Cancel);
            return terraform;
        }
    }

    /// <summary>A control plane stores a package and runs none.</summary>
    private string Package()
    {
        var path = Path.Combine(repository.Path, $"{Guid.NewGuid():N}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var bootstrap = new StreamWriter(zip.CreateEntry("bootstrap").Open());
        bootstrap.Write("#!/bin/sh\n");
        return path;
    }
}
