using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.Benchmarks.Checking;

/// <summary>What a check takes beside <c>terraform init</c> and <c>terraform plan</c> of the same configuration, with the same providers.</summary>
internal sealed class CheckRun(string repository, string program, int rounds)
{
    /// <summary>As the check's own: without an account, and with nothing that could answer.</summary>
    private static readonly Dictionary<string, string?> Offline = new()
    {
        ["AWS_ACCESS_KEY_ID"] = "offline",
        ["AWS_SECRET_ACCESS_KEY"] = "offline",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1",
        ["CHECKPOINT_DISABLE"] = "1",
    };

    private static readonly string Registry = TerraformProduct.Terraform.Registry;

    private const string Override = """
        provider "aws" {
          skip_credentials_validation = true
          skip_metadata_api_check     = true
          skip_requesting_account_id  = true
          max_retries                 = 1
        }
        """;

    public async Task PrintAsync()
    {
        Console.WriteLine("| configuration | init and plan s | cold s | × | changed s | × | unchanged s |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var configuration in CheckedConfiguration.All(repository))
            Console.WriteLine(await RowAsync(configuration));
    }

    private async Task<string> RowAsync(CheckedConfiguration configuration)
    {
        var folder = Directory.CreateTempSubdirectory("private-invoke-").FullName;
        try
        {
            // The same depth, so that the same relative paths are there.
            var (plain, infra) = (Path.Combine(folder, "plain", "infra"), Path.Combine(folder, "checked", "infra"));
            configuration.Write(plain);
            configuration.Write(infra);
            Directory.CreateDirectory(Path.Combine(folder, "checked", ".git"));
            File.WriteAllText(Path.Combine(plain, "zz_override.tf"), Override);
            var environment = new Dictionary<string, string?>(Offline);
            if (ProviderMirror.Find(ProcessEnvironment.Read(), Registry) is { Count: > 0 } mirrors)
            {
                environment["TF_CLI_CONFIG_FILE"] = Path.Combine(folder, "mirror.tfrc");
                File.WriteAllText(environment["TF_CLI_CONFIG_FILE"]!, ProviderMirror.Configuration(mirrors, Registry));
            }

            List<double> plans = [], cold = [], changed = [], unchanged = [];
            for (var round = 0; round < rounds; round++)
            {
                Drop(Path.Combine(plain, ".terraform"));
                File.Delete(Path.Combine(plain, ".terraform.lock.hcl"));
                plans.Add(await TimeAsync("terraform", ["init", "-input=false"], plain, environment)
                    + await TimeAsync("terraform", ["plan", "-input=false", "-out=plan"], plain, environment));
                Drop(Path.Combine(folder, "checked", "artifacts"));
                cold.Add(await CheckAsync(infra));
                await File.AppendAllTextAsync(Path.Combine(infra, configuration.Edited), $"\noutput \"round_{round}\" {{\n  value = {round}\n}}\n");
                changed.Add(await CheckAsync(infra));
                unchanged.Add(await CheckAsync(infra));
            }

            var plan = Median(plans);
            return $"| {configuration.Name} | {plan:0.0} | {Median(cold):0.0} | {Median(cold) / plan:0.00} "
                + $"| {Median(changed):0.0} | {Median(changed) / plan:0.00} | {Median(unchanged):0.00} |";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<double> CheckAsync(string infra) => TimeAsync(program, ["check", "--infra", infra], Path.GetDirectoryName(infra)!, []);

    /// <summary>A check of a blocked or undecided path has done its work as well.</summary>
    private static async Task<double> TimeAsync(string program, string[] arguments, string folder, Dictionary<string, string?> environment)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithEnvironmentVariables(environment)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        return result.ExitCode is 0 or 1 or 3
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result.StandardError}");
    }

    private static void Drop(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
