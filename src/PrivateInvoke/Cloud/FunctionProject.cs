using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>Which project holds a planned function's code.</summary>
internal static class FunctionProject
{
    /// <summary>The project that the package is called after (<c>caller.zip</c>), or a label of the address (<c>module.caller.…</c>).</summary>
    /// <returns>Null where no project has such a name.</returns>
    public static string? Of(PlannedResource function, IEnumerable<string> projects)
    {
        string[] labels = [Path.GetFileNameWithoutExtension(function.Values.Text("filename").Text() ?? ""), .. function.Address.Split('.')];
        return labels
            .Select(label => projects.FirstOrDefault(project => project.Equals(label, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(found => found is not null);
    }
}
