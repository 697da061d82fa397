using System.Text;
using CsCheck;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>Whatever a file holds: a report, or two lines that say what is wrong with it.</summary>
public sealed class HostilePlanTests
{
    private const string Small =
        """
        {"format_version":"1.2","resource_changes":[
         {"address":"aws_vpc.v","mode":"managed","type":"aws_vpc","name":"v","change":{"actions":["create"],"after":{"cidr_block":"10.0.0.0/16"},"after_unknown":{"id":true}}},
         {"address":"module.m[\"k\"].aws_lambda_function.f","module_address":"module.m[\"k\"]","mode":"managed","type":"aws_lambda_function","name":"f",
          "change":{"actions":["create"],"after":{"function_name":"f","timeout":3,"vpc_config":[{"subnet_ids":["s"]}]},"after_unknown":{"role":true,"vpc_config":[{"security_group_ids":true}]}}}],
         "configuration":{"provider_config":{"aws":{"expressions":{"region":{"references":["var.r"]}}}},"root_module":{"module_calls":{"m":{"for_each_expression":{},
          "expressions":{"x":{"references":["aws_vpc.v.id","aws_vpc.v"]}},"module":{"outputs":{"o":{"expression":{"references":["var.x"]}}},"resources":[
           {"address":"aws_lambda_function.f","expressions":{"role":{"references":["var.x"]},"vpc_config":[{"subnet_ids":{"constant_value":["s"]}}]}}]}}}}},
         "variables":{"r":{"value":"eu-west-1"}}}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_plan_cut_off_anywhere_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Small);

        Assert.Null(await RefusalAsync(bytes));
        for (var length = 0; length < bytes.Length; length++)
            Assert.True(await RefusalAsync(bytes[..length]) is not null, $"{length} bytes were taken for a plan.");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"format_version":1}""")]
    [InlineData("""{"format_version":"99.0"}""")]
    [InlineData("""{"format_version":""}""")]
    [InlineData("""{"format_version":"1.0","resource_changes":[1]}""")]
    [InlineData("""{"format_version":"1.0","resource_changes":[{"address":[]}]}""")]
    [InlineData("""{"format_version":"1.0","resource_changes":[{"change":{"actions":"create"}}]}""")]
    [InlineData("""{"format_version":"1.0","output_changes":[]}""")]
    [InlineData("""{"format_version":"1.0","variables":"none"}""")]
    [InlineData("""{"format_version":"1.0","configuration":{"root_module":{"resources":[{"address":null,"expressions":[]}]}}}""")]
    [InlineData("""{"format_version":"1.0","configuration":{"provider_config":{"aws":{"expressions":{"region":{"references":7}}}}}}""")]
    [InlineData("""{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"8a3e","outputs":{},"resources":[]}""")]
    [InlineData("""{"format_version":"1.0","configuration":[]}""")]
    [InlineData("null")]
    [InlineData("{} {}")]
    public async Task What_has_other_types_is_refused(string text) =>
        Assert.NotNull(await RefusalAsync(Encoding.UTF8.GetBytes(text)));

    [Theory(Timeout = 180_000)]
    [InlineData("""{"format_version":"1.0","resource_changes":{}}""")]
    [InlineData("""{"format_version":"1.0","format_version":"1.1","resource_changes":[],"resource_changes":[]}""")]
    [InlineData("""{"format_version":"1.0","resource_changes":[{"address":"a.b","change":{"after":{"x":1,"x":[2]},"after_unknown":{"x":[true]},"after":{"x":1e999}}}]}""")]
    public async Task What_is_merely_odd_is_read(string text) =>
        Assert.Null(await RefusalAsync(Encoding.UTF8.GetBytes(text)));

    [Theory(Timeout = 180_000)]
    [InlineData("""{"format_version":"1.0","skipped":#""")]
    [InlineData("""{"format_version":"1.0","resource_changes":[{"address":"a.b","change":{"after":{"x":#""")]
    [InlineData("""{"format_version":"1.0","configuration":{"root_module":{"resources":[{"address":"a.b","expressions":{"x":#""")]
    public async Task Ten_thousand_levels_are_refused(string beginning)
    {
        foreach (var level in new[] { "[", "{\"a\":", "{\"module_calls\":{\"m\":{\"module\":" })
        {
            var text = beginning.Replace("#", string.Concat(Enumerable.Repeat(level, 10_000)), StringComparison.Ordinal);

            Assert.NotNull(await RefusalAsync(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"format_version":"1.0","#":1}""")]
    [InlineData("""{"format_version":"1.0","skipped":["#"]}""")]
    [InlineData("""{"format_version":"1.0","resource_changes":[{"address":"#","type":"aws_vpc","change":{"after":{"#":"#"}}}]}""")]
    public async Task A_text_of_ten_megabytes_is_read_though_it_comes_in_small_pieces(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Replace("#", new string('x', 10_000_000), StringComparison.Ordinal));

        Assert.Null(await RefusalAsync(new Pieces(bytes, 4096)));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_text_that_does_not_end_is_refused_before_it_fills_the_memory()
    {
        var endless = new Endless("""{"format_version":"1.0","skipped":" """u8.ToArray());

        Assert.Contains("larger than 64 MB", await RefusalAsync(endless), StringComparison.Ordinal);
        Assert.InRange(endless.Given, 0, 130_000_000);
    }

    [Theory(Timeout = 180_000)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, "UTF-16")]
    [InlineData(new byte[] { (byte)'{', 0, (byte)'"', 0 }, "UTF-16")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4 }, "terraform plan -out")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 }, "not a plan")]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, "not a plan")]
    public async Task What_is_no_text_is_named(byte[] bytes, string part) =>
        Assert.Contains(part, await RefusalAsync(bytes), StringComparison.Ordinal);

    [Fact(Timeout = 180_000)]
    public async Task The_messages_of_a_plan_are_no_plan() => Assert.Contains(
        "terraform plan -json",
        await RefusalAsync("""
            {"@level":"info","@message":"Terraform 1.11.4","@module":"terraform.ui","terraform":"1.11.4","type":"version","ui":"1.2"}
            {"@level":"info","@message":"Plan: 1 to add, 0 to change, 0 to destroy.","@module":"terraform.ui","type":"change_summary"}
            """u8.ToArray()),
        StringComparison.Ordinal);

    [Theory(Timeout = 180_000)]
    [InlineData("1.0")]
    [InlineData("1.99")]
    public async Task Any_format_of_the_same_major_is_read(string format) =>
        Assert.Null(await RefusalAsync(Encoding.UTF8.GetBytes($$"""{"format_version":"{{format}}","resource_changes":[]}""")));

    [Fact(Timeout = 180_000)]
    public async Task A_byte_order_mark_does_no_harm() =>
        Assert.Null(await RefusalAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Small)]));

    [Fact(Timeout = 300_000)]
    public async Task A_real_plan_with_its_bytes_changed_is_judged_or_refused()
    {
        var plan = await File.ReadAllBytesAsync(Scenario.FileOf("joins", "plan.json"), Cancel);
        var interesting = "{}[]\",:0-9.\\tfn\u0000"u8.ToArray();
        var changes = Gen.Select(Gen.Int[0, plan.Length - 1], Gen.Int[0, 40], Gen.OneOf(Gen.Byte, Gen.Int[0, interesting.Length - 1].Select(i => interesting[i])).Array[0, 6]);

        await changes.Array[1, 3].SampleAsync(
            async edits =>
            {
                var bytes = plan.ToList();
                foreach (var (at, removed, added) in edits)
                {
                    var start = Math.Min(at, bytes.Count);
                    bytes.RemoveRange(start, Math.Min(removed, bytes.Count - start));
                    bytes.InsertRange(start, added);
                }

                await RefusalAsync([.. bytes]);
            },
            iter: 1_000);
    }

    private static Task<string?> RefusalAsync(byte[] bytes) => RefusalAsync(new MemoryStream(bytes));

    /// <summary>Null where it could be judged.</summary>
    private static async Task<string?> RefusalAsync(Stream stream)
    {
        await using (stream)
        {
            try
            {
                var model = CloudModel.Read(await PlanReader.ReadAsync(stream, "p.json", Cancel));
                JsonReport.Write(PathFinder.Find(model));
                return null;
            }
            catch (ProblemException problem)
            {
                Assert.All([problem.Problem, problem.Remedy], line => Assert.True(line.Length > 0 && !line.Contains('\n', StringComparison.Ordinal), line));
                return problem.Problem;
            }
        }
    }
}
