using System.Runtime.InteropServices;
using System.Text;

namespace Isolation;

internal static unsafe class NextProgram
{
    /// <summary>From here on this process is the function's.</summary>
    public static void Become(IReadOnlyList<string> command)
    {
        // .NET ignores it, and what is ignored stays so.
        Native.Signal(Native.PipeSignal, 0);
        var texts = command.Select(text => GCHandle.Alloc(Encoding.UTF8.GetBytes($"{text}\0"), GCHandleType.Pinned)).ToArray();
        var arguments = stackalloc byte*[texts.Length + 1];
        for (var i = 0; i < texts.Length; i++)
            arguments[i] = (byte*)texts[i].AddrOfPinnedObject();
        arguments[texts.Length] = null;
        Native.Check(Native.Execute(arguments[0], arguments), $"{command[0]} does not start");
    }
}
