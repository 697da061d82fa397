using System.Runtime.InteropServices;

namespace PrivateInvoke.Lambda.Environments;

/// <summary>The two system calls that .NET has no name for.</summary>
internal static class Unix
{
    private const short PollIn = 1;

    /// <summary>Waits until one of the two can be read or has ended; -1 stands for none.</summary>
    public static void WaitReadable(int first, int second)
    {
        var files = new[] { new PollFile { Descriptor = first, Events = PollIn }, new PollFile { Descriptor = second, Events = PollIn } };
        _ = poll(files, (nuint)files.Length, -1);
    }

    /// <returns>Bytes read; 0 at the end; -1 when there is nothing to read now.</returns>
    public static int ReadIfAny(int descriptor, byte[] buffer)
    {
        var file = new[] { new PollFile { Descriptor = descriptor, Events = PollIn } };
        if (poll(file, 1, 0) <= 0 || file[0].Returned == 0)
            return -1;

        var count = (int)read(descriptor, buffer, (nuint)buffer.Length);
        return Math.Max(0, count);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int poll([In, Out] PollFile[] files, nuint count, int timeoutMilliseconds);

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
