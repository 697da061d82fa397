using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// A job object: when its last handle closes, which Windows does when this process ends in whatever way, all processes in it and those
/// that they started end too. Written after Windows's documentation; no test of this repository runs there.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsJob : IDisposable
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnJobClose = 0x2000;

    private readonly nint _job = CreateJobObject(0, null);

    public WindowsJob()
    {
        var limits = new ExtendedLimits { Basic = { Flags = KillOnJobClose } };
        if (_job == 0 || !SetInformationJobObject(_job, ExtendedLimitInformation, ref limits, (uint)Marshal.SizeOf<ExtendedLimits>()))
            throw new Win32Exception();
    }

    public void Add(int process)
    {
        try
        {
            using var started = Process.GetProcessById(process);
            AssignProcessToJobObject(_job, started.Handle);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }

    public void Dispose() => CloseHandle(_job);

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern nint CreateJobObject(nint attributes, string? name);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetInformationJobObject(nint job, int kind, ref ExtendedLimits limits, uint length);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool AssignProcessToJobObject(nint job, nint process);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CloseHandle(nint handle);

    /// <summary>JOBOBJECT_BASIC_LIMIT_INFORMATION</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct BasicLimits
    {
        public long ProcessTime;
        public long JobTime;
        public uint Flags;
        public nuint LeastWorkingSet;
        public nuint MostWorkingSet;
        public uint MostProcesses;
        public nuint Affinity;
        public uint Priority;
        public uint Scheduling;
    }

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public BasicLimits Basic;
        public long Reads;
        public long Writes;
        public long Others;
        public long Read;
        public long Written;
        public long Other;
        public nuint ProcessMemory;
        public nuint JobMemory;
        public nuint PeakProcessMemory;
        public nuint PeakJobMemory;
    }
}
