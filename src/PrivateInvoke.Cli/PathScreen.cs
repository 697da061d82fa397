using PrivateInvoke.Local;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Cli;

/// <summary>Prints the paths hop by hop, and what a host has started.</summary>
internal static class PathScreen
{
    public static void Print(Terminal terminal, LocalSystem system)
    {
        terminal.Line();
        foreach (var function in system.Functions)
        {
            var code = function.Code is FunctionCode.Missing missing ? $", no code here: {missing.Why}" : "";
            terminal.Line($"function {function.Name} ({function.MemorySize} MB, {function.Timeout.TotalSeconds:0} s{code})");
        }

        foreach (var function in system.Functions.Where(function => function is { Withheld.Count: > 0, Code: not FunctionCode.Missing }))
        {
            terminal.Warning(
                $"{function.Name} runs without {string.Join(", ", function.Withheld)}: sensitive, or known after apply, and so not taken from the plan. "
                + $"A program of your own can set it (--function {function.Name}=FILE).");
        }

        if (system.WhyNotIsolated is { } why)
            terminal.Warning($"--isolate is off, because this machine does not allow it: {why}. Other calls of the caller reach the network.");
        Print(terminal, system.Paths);
        terminal.Line();
        foreach (var caller in system.Isolated)
            terminal.Line($"isolated            {caller}: no other way out than its interface endpoint");
        if (system.FrontDoor is not null)
            terminal.Line($"front door          {system.FrontDoor}  ({system.FrontFunction})");
        foreach (var (caller, address) in system.Endpoints)
            terminal.Line($"interface endpoint  {address}  (of {caller})");
        terminal.Line($"Lambda API          {system.LambdaApi}");
    }

    public static void Print(Terminal terminal, IReadOnlyList<InvokePath> paths)
    {
        if (paths.Count == 0)
            terminal.Line("No function invokes another one in this plan.");

        foreach (var path in paths)
        {
            terminal.Line();
            using var text = new StringWriter();
            TextReport.Write(text, path, terminal.HasColor);
            terminal.Line(text.ToString().TrimEnd());
        }
    }
}
