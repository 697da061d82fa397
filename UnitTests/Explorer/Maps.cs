using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer.Map;
using PrivateInvoke.Explorer.Report;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using PrivateInvoke.UnitTests.Paths;

namespace PrivateInvoke.UnitTests.Explorer;

/// <summary>Paths of the scenarios with what lies around them.</summary>
internal static class Maps
{
    public static readonly IReadOnlyDictionary<string, TestPlan> Plans = new Dictionary<string, TestPlan>(Changed.All)
    {
        ["no VPC"] = Scenario.Functions,
        ["no way out"] = Scenario.Vpc,
        ["endpoint"] = Scenario.Endpoint,
        ["NAT"] = Scenario.Nat,
    };

    public static PathView View(TestPlan plan)
    {
        var model = plan.Model;
        return View(model, PathJudge.Judge(model, model.Functions.Find("aws_lambda_function.caller")!, model.Functions.Find("aws_lambda_function.callee")!));
    }

    public static PathView View(CloudModel model, InvokePath path) => new(0, path, model, _ => null);

    public static PathMap Of(TestPlan plan)
    {
        var view = View(plan);
        return PathMap.Of(PathSurroundings.Of(view.Model, view.Path), view.Path);
    }
}
