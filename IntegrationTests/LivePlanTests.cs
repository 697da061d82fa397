using System.Net;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>A running host follows the files of its root module.</summary>
public sealed class LivePlanTests(TestRepository repository)
{
    private const string Parcel = """{"weightGrams":1200,"destination":"JP-13"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_rule_that_is_taken_out_and_put_back_is_followed_without_a_restart()
    {
        var infra = repository.InfraWith("outputs.tf", text => text + "\n");
        var rules = Path.Combine(infra, "modules", "network", "security_groups.tf");
        var complete = await File.ReadAllTextAsync(rules, Cancel);
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--infra", infra);

        await SaveAsync(host, rules, TerraformText.WithoutBlock(
            complete, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"), "The changed plan is in use.");
        Assert.Equal(HttpStatusCode.GatewayTimeout, await PostAsync(host));
        Assert.Contains("Blocked", await File.ReadAllTextAsync(Host.FileIn(host.Folder), Cancel), StringComparison.Ordinal);

        await SaveAsync(host, rules, complete[..^20], "The plan before it stays in use.");
        Assert.Equal(HttpStatusCode.GatewayTimeout, await PostAsync(host));

        await SaveAsync(host, rules, complete, "The changed plan is in use.");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host));
    }

    [Fact(Timeout = 900_000)]
    public async Task A_change_of_a_function_itself_asks_for_a_restart()
    {
        var infra = repository.InfraWith("outputs.tf", text => text + "\n");
        await using var host = await Host.StartAsync(repository, Cancel, "--infra", infra);

        await SaveAsync(host, Path.Combine(infra, "terraform.tfvars"), "callee_timeout_seconds = 4\n", "The changed plan is in use.");

        var warning = await host.Running.LineAsync(line => line.StartsWith("warning: private-invoke", StringComparison.Ordinal), Cancel);
        Assert.StartsWith("warning: private-invoke-c", warning);
        Assert.EndsWith("start the host again for what changed in the function itself.", warning.TrimEnd());
    }

    private static async Task SaveAsync(Host host, string file, string text, string expected)
    {
        var next = host.Running.NextLineAsync(line => line.StartsWith(expected, StringComparison.Ordinal), Cancel);
        // At once, as editors do: a host that reads in between would meet half a file.
        await File.WriteAllTextAsync($"{file}.new", text, Cancel);
        File.Move($"{file}.new", file, overwrite: true);
        await next;
    }

    private static async Task<HttpStatusCode> PostAsync(Host host)
    {
        using var response = await host.PostAsync("/quotes", Parcel, Cancel);
        return response.StatusCode;
    }
}
