using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Planning;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Plan;

public sealed class PlanFindingsTests
{
    private static readonly PlanDocument Plan = new() { IsSettled = true, Region = "eu-central-1", Resources = [] };

    [Fact]
    public void The_same_question_about_the_same_plan_has_the_answer_that_was_kept()
    {
        using var folder = new TemporaryFolder();
        var cache = new PlanCache(folder.Path);
        cache.FindingsOf("plan").Keep(["caller", "callee"], "Reachable"u8);

        var known = cache.FindingsOf("plan");

        Assert.Equal("Reachable"u8.ToArray(), known.Read(["caller", "callee"])?.ToArray());
        Assert.Null(known.Read(["caller", "other"]));
        Assert.Null(known.Read(["callercallee"]));
        Assert.Null(known.Read(["caller", "callee", ""]));
        Assert.Null(cache.FindingsOf("other").Read(["caller", "callee"]));
    }

    [Fact]
    public void An_answer_that_is_cut_short_or_changed_is_as_good_as_none()
    {
        using var folder = new TemporaryFolder();
        var findings = new PlanCache(folder.Path).FindingsOf("plan");
        findings.Keep(["question"], "Reachable"u8);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        var bytes = File.ReadAllBytes(file);

        for (var at = 0; at < bytes.Length; at++)
        {
            File.WriteAllBytes(file, bytes[..at]);
            Assert.Null(findings.Read(["question"]));
            File.WriteAllBytes(file, [.. bytes[..at], (byte)(bytes[at] ^ 1), .. bytes[(at + 1)..]]);
            Assert.Null(findings.Read(["question"]));
        }
    }

    [Fact]
    public void Answers_go_with_their_plan_and_no_other()
    {
        using var folder = new TemporaryFolder();
        var cache = new PlanCache(folder.Path);
        for (var i = 0; i < 9; i++)
        {
            cache.Store($"plan-{i}", Plan, []);
            cache.FindingsOf($"plan-{i}").Keep(["question"], "Reachable"u8);
            File.SetLastWriteTimeUtc(folder.At($"plan-{i}.plan"), new DateTime(2026, 1, 1 + i, 0, 0, 0, DateTimeKind.Utc));
        }

        cache.Store("plan-9", Plan, []);

        Assert.Equal(
            [null, null, "plan-2", "plan-3", "plan-4", "plan-5", "plan-6", "plan-7", "plan-8"],
            Enumerable.Range(0, 9).Select(i => $"plan-{i}").Select(key => cache.FindingsOf(key).Read(["question"]) is null ? null : key));
    }

    [Fact]
    public void A_plan_that_is_asked_much_keeps_sixteen_answers()
    {
        using var folder = new TemporaryFolder();
        var findings = new PlanCache(folder.Path).FindingsOf("plan");

        foreach (var question in Enumerable.Range(0, 40))
            findings.Keep([$"{question}"], "Reachable"u8);

        Assert.Equal(16, Directory.GetFiles(folder.Path).Length);
        Assert.NotNull(findings.Read(["39"]));
    }
}
