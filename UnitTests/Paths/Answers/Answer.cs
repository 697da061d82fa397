using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths.Answers;

/// <summary>What AWS's documentation says of a plan, and the hop that has to say it.</summary>
internal static class Answer
{
    public static void Is(TestPlan plan, Verdict verdict, HopKind? kind = null, string? code = null) => Is(plan.Judge(), verdict, kind, code);

    public static void OfService(TestPlan plan, string service, Verdict verdict, HopKind? kind = null, string? code = null)
    {
        var model = plan.Model;
        Is(PathJudge.Judge(model, model.Functions.Find("aws_lambda_function.caller")!, null, service), verdict, kind, code);
    }

    public static void Is(InvokePath path, Verdict verdict, HopKind? kind = null, string? code = null)
    {
        var found = string.Join("\n", path.Hops.Where(hop => hop.Result is not (HopResult.Passed or HopResult.NotApplicable)).Select(hop => $"{hop.Kind} {hop.Result} {hop.Code} {hop.Address}: {hop.Message}"));
        Assert.True(path.Verdict == verdict, $"{path.Verdict}, not {verdict}:\n{found}");
        var wanted = verdict switch
        {
            Verdict.Blocked => HopResult.Blocked,
            Verdict.Undecided => HopResult.Undecided,
            _ => HopResult.Warning,
        };
        Assert.True((kind is null && code is null) || path.Hops.Any(hop => (kind is null || hop.Kind == kind) && hop.Result == wanted && (code is null || hop.Code == code)), $"No {wanted} {kind} {code}:\n{found}");
    }
}
