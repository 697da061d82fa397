using PrivateInvoke.Local;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Cli;

/// <summary>Prints the paths hop by hop, and what a host has started.</summary>
internal static class PathScreen
{
    public static void Print(LocalSystem system)
    {
        Screen.Line();
        foreach (var function in system.Functions)
        {
            var code = function.Code is FunctionCode.Missing missing ? $", no code here: {missing.Why}" : "";
            Screen.Line($"function {function.Name} ({function.MemorySize} MB, {function.Timeout.TotalSeconds:0} s{code})");
        }

        foreach (var function in system.Functions.Where(function => function is { Withheld.Count: > 0, Code: not FunctionCode.Missing }))
        {
            Screen.Warning(
                $"{function.Name} runs without {string.Join(", ", function.Withheld)}: sensitive, or known after apply, and so not taken from the plan. "
                + $"A program of your own can set it (--function {function.Name}=FILE).");
        }

        if (system.WhyNotIsolated is { } why)
            Screen.Warning($"--isolate is off, because this machine does not allow it: {why}. Other calls of the caller reach the network.");
        Print(system.Paths);
        Screen.Line();
        foreach (var caller in system.Isolated)
            Screen.Line($"isolated            {caller}: no other way out than its interface endpoint");
        if (system.FrontDoor is not null)
            Screen.Line($"front door          {system.FrontDoor}  ({system.FrontFunction})");
        foreach (var (caller, address) in system.Endpoints)
            Screen.Line($"interface endpoint  {address}  (of {caller})");
        Screen.Line($"Lambda API          {system.LambdaApi}");
    }

    public static void Print(IReadOnlyList<InvokePath> paths)
    {
        if (paths.Count == 0)
            Screen.Line("No function invokes another one in this plan.");

        foreach (var path in paths)
        {
            Screen.Line();
            using var text = new StringWriter();
            TextReport.Write(text, path, Screen.HasColor);
            Screen.Line(text.ToString().TrimEnd());
        }
    }
}
