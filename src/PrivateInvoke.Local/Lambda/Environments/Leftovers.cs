using System.Text;
using PrivateInvoke.Machine;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Processes that a function started and left behind. Whoever their parent is by now, they have the function's environment, and in
/// it a text that no other has. Linux only: elsewhere nothing tells another process's environment.
/// </summary>
internal static class Leftovers
{
    public static void Kill(string mark)
    {
        var text = Encoding.UTF8.GetBytes(mark);
        LeftProcesses.Kill(process => File.ReadAllBytes(Path.Combine(process, "environ")).AsSpan().IndexOf(text) >= 0);
    }
}
