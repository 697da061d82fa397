using System.IO.Enumeration;
using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>Functions by address or name, with wildcards.</summary>
internal static class FunctionPattern
{
    public static IReadOnlyList<Function> Match(CloudModel model, string pattern)
    {
        if (model.Functions.Find(pattern) is { } exact)
            return [exact];

        var found = model.Functions.Where(function =>
            FileSystemName.MatchesSimpleExpression(pattern, function.Address, ignoreCase: false)
            || (function.Name.Text() is { } name && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))).ToArray();
        return found.Length > 0 ? found : throw new ProblemException(
            $"No function of the plan has the address or name '{pattern}'; it has: {List(model)}.",
            "Name one of these, or a pattern such as 'module.orders.*'.");
    }

    private static string List(CloudModel model) => model.Functions.Count == 0
        ? "no function"
        : string.Join(", ", model.Functions.Take(8).Select(function => function.Address)) + (model.Functions.Count > 8 ? ", …" : "");
}
