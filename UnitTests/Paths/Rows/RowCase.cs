using System.Text;
using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>One plan that shows one rule.</summary>
/// <param name="Row">The rule, as the table of the rules calls it.</param>
/// <param name="Case">"passes", "blocks", "undecided" or "warns", with a suffix where a row has several.</param>
/// <param name="Kind">The hop that tells.</param>
internal sealed record RowCase(string Row, string Case, HopKind Kind, TestPlan Plan)
{
    private const string Caller = "aws_lambda_function.caller";
    private const string Callee = "aws_lambda_function.callee";

    public string Name => $"{Row}.{Case}";

    /// <summary>The result that the hop has to have.</summary>
    public HopResult Result => Case.Split('-')[0] switch
    {
        "passes" => HopResult.Passed,
        "blocks" => HopResult.Blocked,
        "undecided" => HopResult.Undecided,
        "warns" => HopResult.Warning,
        _ => throw new InvalidOperationException($"{Name} does not say what it shows."),
    };

    /// <summary>Another service than lambda is asked for without a callee.</summary>
    public string Service { get; init; } = "lambda";

    public InvokePath Judge()
    {
        var model = Plan.Model;
        if (Service != "lambda")
            return PathJudge.Judge(model, model.Functions.Find(Caller)!, null, Service);

        // Some findings need every path of the plan; some plans have no evidence of this one.
        return PathFinder.Find(model).FirstOrDefault(path => path.Caller.Address == Caller && path.Callee.Address == Callee) ?? Plan.Judge();
    }

    /// <summary>The verdict, and the hops of the row's kind as a report has them.</summary>
    public string Describe()
    {
        var path = Judge();
        var text = new StringBuilder($"{path.Verdict} via {path.Via}\n");
        foreach (var hop in path.Hops.Where(hop => hop.Kind == Kind))
        {
            text.Append('\n').Append($"hop: {hop.Kind}\n").Append($"result: {hop.Result}\n").Append($"code: {hop.Code}\n");
            Line(text, "address", hop.Address);
            Line(text, "attribute", hop.Attribute);
            Line(text, "message", hop.Message);
            Line(text, "fix", hop.Fix);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
            text.Append(name).Append(": ").Append(value).Append('\n');
    }
}
