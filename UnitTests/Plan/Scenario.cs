using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>What terraform made of a <c>main.tf</c>: <c>plan.json</c> beside it, and for some <c>replan.json</c> and <c>schemas.json</c>.</summary>
internal static class Scenario
{
    public static string FileOf(string name, string file) => Path.Combine(AppContext.BaseDirectory, "Plans", name, file);

    public static async Task<PlanDocument> ReadAsync(string name, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(FileOf(name, "plan.json"));
        return await PlanReader.ReadAsync(stream, name, cancellationToken);
    }

    public static async Task<PlanDocument> SettleAsync(string name, CancellationToken cancellationToken)
    {
        var catalog = await SchemaFile.LoadAsync(FileOf(name, "schemas.json"), cancellationToken);
        return Settlement.Settle(await RawAsync(FileOf(name, "plan.json"), cancellationToken), await RawAsync(FileOf(name, "replan.json"), cancellationToken), catalog, []);
    }

    public static async Task<RawPlan> RawAsync(string file, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(file);
        var json = new JsonWalker(stream);
        await json.ReadAsync(cancellationToken);
        return await PlanReader.ReadRawAsync(json, cancellationToken);
    }

    public static PlannedResource At(this PlanDocument plan, string address) => plan.Resources.Single(resource => resource.Address == address);
}
