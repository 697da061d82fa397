using System.Text;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// The test file of a re-plan: one run that only plans (an apply would run provisioners), in which every attribute that an apply would
/// tell has its symbol. See https://developer.hashicorp.com/terraform/language/tests/mocking and https://opentofu.org/docs/cli/commands/test
/// </summary>
internal static class OverrideFile
{
    /// <summary>Its output has no type until it has a value: an override makes it null, and what is in it missing.</summary>
    private const string Untyped = "terraform_data";

    public static string Write(IEnumerable<ResourceSymbols> resources, TerraformProduct product)
    {
        var text = new StringBuilder("run \"symbols\" {\n  command = plan\n");
        foreach (var (resource, values) in resources.Where(symbols => symbols.Overrides.Count > 0 && symbols.Resource.Type != Untyped)
            .Select(symbols => (symbols.Resource, symbols.Overrides)))
        {
            text.Append("\n  ").Append(resource.IsData ? "override_data" : "override_resource")
                .Append(" {\n    target          = ").Append(resource.Address)
                .Append(product.NamesOverridePhase ? "\n    override_during = plan" : "").Append("\n    values = ");
            AppendObject(text, values);
            text.Append("\n  }\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Append(StringBuilder text, Override value)
    {
        switch (value)
        {
            case Override.Text leaf:
                text.Append(Quote(leaf.Value));
                break;
            case Override.Literal literal:
                text.Append(literal.Hcl);
                break;
            case Override.List list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case Override.Object members:
                AppendObject(text, members.Members);
                break;
        }
    }

    private static void AppendObject(StringBuilder text, IReadOnlyDictionary<string, Override> members)
    {
        text.Append('{');
        foreach (var (name, value) in members)
        {
            text.Append(' ').Append(name).Append(" = ");
            Append(text, value);
            text.Append(',');
        }

        text.Append(" }");
    }

    private static string Quote(string value) =>
        "\"" + value
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("${", "$${", StringComparison.Ordinal)
            .Replace("%{", "%%{", StringComparison.Ordinal) + "\"";
}
