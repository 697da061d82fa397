using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PrivateInvoke.Local.Lambda.Isolation;

/// <summary>Descriptors that come over a Unix socket (SCM_RIGHTS), for which .NET has no name.</summary>
internal static class HandedSockets
{
    private const int ControlHeader = 16;
    private const int MostControl = ControlHeader + (253 * sizeof(int));
    private const int CloseOnExecute = 0x40000000;

    /// <returns>None when the other end has closed.</returns>
    public static async Task<Socket[]> ReceiveAsync(Socket from)
    {
        // Until there is something to read: the call below would wait for it on this thread.
        await from.ReceiveAsync(Memory<byte>.Empty);
        return Receive((int)from.Handle);
    }

    private static Socket[] Receive(int descriptor)
    {
        var one = Marshal.AllocHGlobal(1);
        var part = Marshal.AllocHGlobal(2 * IntPtr.Size);
        var control = Marshal.AllocHGlobal(MostControl);
        try
        {
            Marshal.WriteIntPtr(part, one);
            Marshal.WriteIntPtr(part, IntPtr.Size, 1);
            var message = new Message { Parts = part, PartCount = 1, Control = control, ControlLength = MostControl };
            if (recvmsg(descriptor, ref message, CloseOnExecute) <= 0)
                return [];

            var bytes = new byte[(int)message.ControlLength];
            Marshal.Copy(control, bytes, 0, bytes.Length);
            return bytes.Length < ControlHeader ? [] : [.. Descriptors(bytes).Select(one => new Socket(new SafeSocketHandle(one, ownsHandle: true)))];
        }
        finally
        {
            Marshal.FreeHGlobal(control);
            Marshal.FreeHGlobal(part);
            Marshal.FreeHGlobal(one);
        }
    }

    // struct cmsghdr: length, level, type; then the descriptors.
    private static IEnumerable<int> Descriptors(byte[] control)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(control);
        for (var at = ControlHeader; at < length; at += sizeof(int))
            yield return BinaryPrimitives.ReadInt32LittleEndian(control.AsSpan(at));
    }

    [DllImport("libc", SetLastError = true)]
    private static extern nint recvmsg(int descriptor, ref Message message, int flags);

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public nint Name;
        public nint NameLength;
        public nint Parts;
        public nint PartCount;
        public nint Control;
        public nint ControlLength;
        public nint Flags;
    }
}
