using System.Runtime.InteropServices;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>The system calls that .NET has no name for.</summary>
internal static class Unix
{
    private const short PollIn = 1;
    private const int Interrupted = 4;

    // EAGAIN, which is EWOULDBLOCK.
    private static readonly int Again = OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Waits until one of the two can be read or has ended; -1 stands for none.</summary>
    public static void WaitReadable(int first, int second)
    {
        Span<PollFile> files = [new() { Descriptor = first, Events = PollIn }, new() { Descriptor = second, Events = PollIn }];
        _ = poll(ref MemoryMarshal.GetReference(files), 2, -1);
    }

    /// <summary>Whether one of the two can be read, or has ended, now.</summary>
    public static bool AnyReadable(int first, int second)
    {
        Span<PollFile> files = [new() { Descriptor = first, Events = PollIn }, new() { Descriptor = second, Events = PollIn }];
        return poll(ref MemoryMarshal.GetReference(files), 2, 0) > 0;
    }

    /// <returns>Bytes read; 0 at the end; -1 when there is nothing to read now.</returns>
    public static int ReadIfAny(int descriptor, byte[] buffer)
    {
        var file = new PollFile { Descriptor = descriptor, Events = PollIn };
        if (poll(ref file, 1, 0) <= 0 || file.Returned == 0)
            return -1;

        var count = (int)read(descriptor, buffer, (nuint)buffer.Length);
        return CountOf(count, count < 0 ? Marshal.GetLastPInvokeError() : 0);
    }

    /// <summary>A read that a signal interrupts, or that another reader was faster than, says nothing of the end.</summary>
    public static int CountOf(int count, int error) => count >= 0 ? count : error == Interrupted || error == Again ? -1 : 0;

    [DllImport("libc", SetLastError = true)]
    private static extern int poll(ref PollFile files, nuint count, int timeoutMilliseconds);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int descriptor, byte[] buffer, nuint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
