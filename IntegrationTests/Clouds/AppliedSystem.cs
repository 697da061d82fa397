using System.Collections.Concurrent;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>infra/ under terraform, in a folder of its own and with its state there.</summary>
internal sealed class AppliedSystem
{
    private readonly ConcurrentQueue<string> _planned;
    private readonly TerraformCli _terraform;
    private readonly Dictionary<string, string> _variables;

    private AppliedSystem(TerraformCli terraform, ConcurrentQueue<string> planned, Dictionary<string, string> variables)
    {
        _terraform = terraform;
        _planned = planned;
        _variables = variables;
    }

    public static async Task<AppliedSystem> InitAsync(
        TestRepository repository, Deployment deployment, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel)
    {
        var planned = new ConcurrentQueue<string>();
        var terraform = await RealTerraform.InitAsync(
            repository, Programs.Require("terraform"), repository.InfraWith("main.tf", text => text + "\n"), new(environment), cancel, new Changes(planned));
        return new AppliedSystem(terraform, planned, deployment.Variables);
    }

    public Task<ApplyOutcome> ApplyAsync(CancellationToken cancel) => _terraform.ApplyAsync(new ApplyOptions { Variables = _variables }, cancel);

    public Task<ApplyOutcome> DestroyAsync(CancellationToken cancel) => _terraform.ApplyAsync(new ApplyOptions { Variables = _variables, Destroy = true }, cancel);

    public async Task<IReadOnlyDictionary<string, string?>> OutputsAsync(CancellationToken cancel) =>
        (await _terraform.OutputAsync(cancel)).ToDictionary(output => output.Key, output => (string?)output.Value.Value.ToString());

    /// <summary>What terraform would change now: <c>update aws_vpc_endpoint.lambda</c>.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(CancellationToken cancel)
    {
        _planned.Clear();
        var plan = await _terraform.PlanAsync(new PlanOptions { Variables = _variables }, cancel);
        return plan.HasChanges ? [.. _planned] : [];
    }

    private sealed class Changes(ConcurrentQueue<string> planned) : IProgress<TerraformProgress>
    {
        public void Report(TerraformProgress value)
        {
            if (value is TerraformProgress.ChangePlanned change)
                planned.Enqueue($"{change.Action} {change.Address}");
        }
    }
}
