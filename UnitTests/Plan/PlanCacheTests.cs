using CsCheck;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Planning;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class PlanCacheTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_plan_comes_back_as_it_was_stored()
    {
        using var folder = new TemporaryFolder();
        var cache = new PlanCache(folder.At("plans"));
        var plan = await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken);
        var warning = new TerraformDiagnostic { Severity = TerraformSeverity.Warning, Summary = "s", Detail = "d", File = "main.tf", Line = 2 };

        cache.Store("key", plan, [warning]);
        var (loaded, diagnostics) = Assert.NotNull(cache.Load("key"));

        Assert.Equal([warning], diagnostics);
        Assert.Equal(plan.Region, loaded.Region);
        Assert.Equal(plan.Symbols, loaded.Symbols);
        Assert.Equal(plan.Resources.Select(Text), loaded.Resources.Select(Text));
    }

    [Fact(Timeout = 180_000)]
    public async Task No_sensitive_value_is_in_the_file()
    {
        using var folder = new TemporaryFolder();

        new PlanCache(folder.Path).Store("key", await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken), []);

        Assert.Contains("not-for-disk", File.ReadAllText(Scenario.FileOf("joins", "replan.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("not-for-disk", File.ReadAllText(folder.At("key.plan")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_file_that_is_cut_short_or_changed_is_as_good_as_none()
    {
        using var folder = new TemporaryFolder();
        var cache = new PlanCache(folder.Path);
        cache.Store("key", await Scenario.SettleAsync("joins", TestContext.Current.CancellationToken), []);
        var bytes = File.ReadAllBytes(folder.At("key.plan"));

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Bool).Sample((at, cut) =>
        {
            var broken = cut ? bytes[..at] : [.. bytes[..at], (byte)(bytes[at] ^ 1), .. bytes[(at + 1)..]];
            File.WriteAllBytes(folder.At("key.plan"), broken);
            Assert.Null(cache.Load("key"));
        }, iter: 200, threads: 1);
        Assert.Null(cache.Load("other"));
    }

    [Fact]
    public void Every_value_comes_back()
    {
        var leaf = Gen.OneOf(
            Gen.Char.AlphaNumeric.Array[0, 20].Select(text => (PlannedValue)new PlannedValue.Text(new string(text))),
            Gen.Decimal.Select(number => (PlannedValue)new PlannedValue.Number(number)),
            Gen.Bool.Select(flag => (PlannedValue)PlannedValue.Flag.Of(flag)),
            Gen.Const((PlannedValue)PlannedValue.Unknown.Instance),
            Gen.Const((PlannedValue)PlannedValue.Unknown.Sensitive),
            Gen.Const((PlannedValue)PlannedValue.Absent.Instance));

        leaf.Array[0, 6].Sample(items =>
        {
            var value = new PlannedValue.Object(new PlannedObject(new Dictionary<string, PlannedValue>
            {
                ["list"] = new PlannedValue.List(items),
                ["object"] = new PlannedValue.Object(PlannedObject.Empty),
            }));
            using var stream = new MemoryStream();
            using (var json = new System.Text.Json.Utf8JsonWriter(stream))
                PlanCodec.Write(json, value);

            using var document = System.Text.Json.JsonDocument.Parse(stream.ToArray());
            return Text(PlanCodec.Read(document.RootElement)) == Text(value);
        });
    }

    private static string Text(PlannedResource resource) =>
        $"{resource.Address} {resource.Type} {resource.Module} {resource.IsData} {Text(new PlannedValue.Object(resource.Values))} "
        + string.Join(",", resource.Symbols);

    private static string Text(PlannedValue value) => value switch
    {
        PlannedValue.List list => $"[{string.Join(",", list.Items.Select(Text))}]",
        PlannedValue.Object one => $"{{{string.Join(",", one.Value.Attributes.Select(pair => $"{pair.Key}={Text(pair.Value)}"))}}}",
        _ => value.ToString(),
    };
}
