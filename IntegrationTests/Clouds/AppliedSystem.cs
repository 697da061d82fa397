using System.Text.Json;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>infra/ under terraform, in a folder of its own and with its state there.</summary>
internal sealed class AppliedSystem : IAsyncDisposable
{
    private readonly RealTerraform _terraform;
    private readonly Dictionary<string, string> _variables;

    private AppliedSystem(RealTerraform terraform, Dictionary<string, string> variables)
    {
        _terraform = terraform;
        _variables = variables;
    }

    public static async Task<AppliedSystem> InitAsync(
        TestRepository repository, Deployment deployment, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel)
    {
        var terraform = await RealTerraform.InitAsync(
            repository, Programs.Require("terraform"), repository.InfraWith("main.tf", text => text + "\n"), new(environment), cancel);
        return new AppliedSystem(terraform, await deployment.VariablesAsync(cancel));
    }

    public Task<ApplyOutcome> ApplyAsync(CancellationToken cancel) => _terraform.Cli.ApplyAsync(new ApplyOptions { Variables = _variables }, cancel);

    public Task<ApplyOutcome> DestroyAsync(CancellationToken cancel) => _terraform.Cli.ApplyAsync(new ApplyOptions { Variables = _variables, Destroy = true }, cancel);

    public async Task<IReadOnlyDictionary<string, string?>> OutputsAsync(CancellationToken cancel) =>
        (await _terraform.Cli.OutputAsync(cancel)).ToDictionary(output => output.Key, output => (string?)output.Value.Value.ToString());

    /// <summary>What terraform would change now: <c>update module.network.aws_vpc_endpoint.lambda[0]: policy, tags</c>.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(CancellationToken cancel)
    {
        var file = Path.Combine(_terraform.Cli.Folder, "second.tfplan");
        var plan = await _terraform.Cli.PlanAsync(new PlanOptions { Variables = _variables, Out = file }, cancel);
        if (!plan.HasChanges)
            return [];

        JsonElement shown = default;
        await _terraform.Cli.ShowAsync(new ShowOptions { Path = file }, async (json, token) => shown = await json.ValueAsync(token), cancel);
        return [.. shown.GetProperty("resource_changes").EnumerateArray().Select(Change).OfType<string>()];
    }

    public ValueTask DisposeAsync() => _terraform.DisposeAsync();

    private static string? Change(JsonElement resource)
    {
        var change = resource.GetProperty("change");
        var actions = string.Join('+', change.GetProperty("actions").EnumerateArray());
        if (actions == "no-op")
            return null;

        var (before, after) = (change.GetProperty("before"), change.GetProperty("after"));
        var changed = before.ValueKind is not JsonValueKind.Object || after.ValueKind is not JsonValueKind.Object ? [] : before.EnumerateObject()
            .Where(attribute => !after.TryGetProperty(attribute.Name, out var value) || !JsonElement.DeepEquals(attribute.Value, value))
            .Select(attribute => attribute.Name);
        return $"{actions} {resource.GetProperty("address").GetString()}: {string.Join(", ", changed)}";
    }
}
