using System.Runtime.InteropServices;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.Local.Lambda.Isolation;

/// <summary>The words before a command that give it a network of its own: a namespace, and the program that furnishes it.</summary>
internal static class IsolatedCommand
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "PrivateInvoke.Isolation.dll");

    /// <summary>The dotnet that runs this process.</summary>
    private static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static IReadOnlyList<string> Words(IEnumerable<string> rest) =>
        [FunctionProgram.OnPath("unshare")!, "-rnm", "--", Dotnet, "exec", Program, .. rest];
}
