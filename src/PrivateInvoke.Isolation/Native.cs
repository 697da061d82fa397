using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Isolation;

/// <summary>The system calls that .NET has no name for.</summary>
internal static unsafe partial class Native
{
    public const int SetAddress = 0x8916;
    public const int SetNetmask = 0x891c;
    public const int SetFlags = 0x8914;
    public const int AddRoute = 0x890b;
    public const ulong Bind = 4096;
    public const int PipeSignal = 13;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Mount(string source, string target, string? type, nuint flags, nint data);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint Send(int descriptor, void* message, int flags);

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true)]
    public static partial int Execute(byte* program, byte** arguments);

    public static void Check(long result, string what)
    {
        if (result < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{what}: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
