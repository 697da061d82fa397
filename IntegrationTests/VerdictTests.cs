using System.Net;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>
/// The laptop refuses what AWS would refuse. The caller's own deadline makes the 504; Lambda's timeouts are lifted, since they would cut
/// off what a slow machine answers late.
/// </summary>
public sealed class VerdictTests(TestRepository repository)
{
    private const string Parcel = """{"weightGrams":1200,"destination":"JP-13"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Without_the_callers_egress_rule_the_invoke_hangs_and_the_host_names_the_group()
    {
        var infra = repository.InfraWith(
            Path.Combine("modules", "network", "security_groups.tf"),
            text => TerraformText.WithoutBlock(text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint"));
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--infra", infra);

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal("Blocked", host.Verdict);
        Assert.Contains("module.network.aws_security_group.caller", host.Running.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact(Timeout = 900_000)]
    public async Task Without_any_way_out_the_invoke_hangs()
    {
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--var", "connectivity=none");

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal("Blocked", host.Verdict);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Fact(Timeout = 900_000)]
    public async Task Through_a_NAT_gateway_the_invoke_arrives()
    {
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--var", "connectivity=nat");

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal("Reachable", host.Verdict);
        Assert.Contains("NAT", host.Running.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact(Timeout = 900_000)]
    public async Task The_literal_port_of_the_SAM_template_is_blocked_at_the_callers_egress()
    {
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--infra", repository.SeedPort);

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal("Blocked", host.Verdict);
        Assert.Contains("CloudFormation", host.Running.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_caller_without_permission_gets_502()
    {
        var infra = repository.InfraWith("main.tf", text => text.Replace("= local.callee_arns\n  partition", "= []\n  partition", StringComparison.Ordinal));
        await using var host = await Host.StartAsync(repository, Cancel, "--no-timeout", "--infra", infra);

        using var response = await host.PostAsync("/quotes", Parcel, Cancel);

        Assert.Equal("Blocked", host.Verdict);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }
}
