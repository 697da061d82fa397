using System.Text;

namespace PrivateInvoke.Terraform;

/// <summary>
/// Input variables as a file: an argument list can be read by everybody on the machine. Values mean what they mean on a command line.
/// </summary>
internal static class VariablesFile
{
    private static readonly string[] Literal = ["string", "number", "bool"];

    /// <exception cref="ProblemException">The root module has no such variable: in a file terraform would pass over it.</exception>
    public static string Text(ModuleTree tree, IReadOnlyDictionary<string, string> variables)
    {
        var declared = tree.RootFiles.SelectMany(file => file.Blocks)
            .Where(block => block is { Type: "variable", Labels.Count: 1 })
            .GroupBy(block => block.Labels[0])
            .ToDictionary(group => group.Key, group => group.Last().Attributes.GetValueOrDefault("type"));
        var text = new StringBuilder();
        foreach (var (name, value) in variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!declared.TryGetValue(name, out var type))
                throw Unknown(tree, name, declared.Keys);

            // As terraform reads -var: a value of a simple type, or of none, is its text; any other is an expression.
            text.Append(name).Append(" = ")
                .Append(type is null || Literal.Contains(type.Trim().Trim('"')) ? HclText.Quote(value) : $"({value}\n)")
                .Append('\n');
        }

        return text.ToString();
    }

    private static ProblemException Unknown(ModuleTree tree, string name, IEnumerable<string> declared)
    {
        var names = string.Join(", ", declared.Order(StringComparer.Ordinal));
        return new ProblemException(
            $"'{tree.Root}' has no variable '{name}'; it has {(names.Length == 0 ? "none" : names)}.",
            $"Declare it in {Path.Combine(tree.Root, "variables.tf")}, or leave it out.");
    }
}
