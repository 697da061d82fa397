using System.Text;
using PrivateInvoke.Paths;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>What a deploy would do, in Markdown for a pull request. It shows addresses and counts, and no values.</summary>
public static class PlanSummary
{
    /// <summary>A code host refuses a comment of more than 65,536 characters.</summary>
    private const int MostResources = 300;

    public static string Write(string name, string place, StackPlan plan, IReadOnlyList<InvokePath> paths)
    {
        var text = new StringBuilder();
        text.Append("### `").Append(name).Append("` at ").Append(place).Append("\n\n");
        Paths(text, paths);
        text.Append("**Plan:** ").Append(plan.HasChanges ? $"{plan.Changes}." : "no change.").Append('\n');
        Resources(text, plan);
        if (plan.IsGone)
        {
            text.Append('\n').Append(DriftText.Gone(place)).Append('\n');
        }
        else if (plan.Drifted.Count > 0)
        {
            text.Append("\nChanged by other tools since the last apply:\n\n");
            foreach (var address in plan.Drifted)
                text.Append("- `").Append(address).Append("`\n");
        }

        return text.ToString();
    }

    private static void Paths(StringBuilder text, IReadOnlyList<InvokePath> paths)
    {
        if (paths.Count == 0)
        {
            text.Append("No function invokes another one in this plan.\n\n");
            return;
        }

        text.Append("| invoke path | verdict |\n| --- | --- |\n");
        foreach (var path in paths)
            text.Append("| `").Append(path.Caller.Name).Append("` → `").Append(path.Callee.Name).Append("` | ").Append(path.Verdict).Append(" |\n");

        text.Append('\n');
        foreach (var hop in paths.SelectMany(path => path.Hops).Where(hop => hop.Result is HopResult.Blocked or HopResult.Undecided))
        {
            text.Append("- **").Append(hop.Kind).Append("** (").Append(hop.Result).Append("): ").Append(OneLine(hop.Message));
            if (hop.Fix is { } fix)
                text.Append(" Fix: ").Append(OneLine(fix));
            text.Append('\n');
        }

        if (paths.Any(path => path.Verdict is not Verdict.Reachable))
            text.Append('\n');
    }

    private static void Resources(StringBuilder text, StackPlan plan)
    {
        if (plan.Resources.Count == 0)
            return;

        text.Append("\n<details><summary>").Append(plan.Resources.Count).Append(plan.Resources.Count == 1 ? " resource" : " resources").Append("</summary>\n\n");
        foreach (var change in plan.Resources.Take(MostResources))
            text.Append("- ").Append(change.Action).Append(" `").Append(change.Address).Append("`\n");
        if (plan.Resources.Count > MostResources)
            text.Append("- and ").Append(plan.Resources.Count - MostResources).Append(" more\n");

        text.Append("\n</details>\n");
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
