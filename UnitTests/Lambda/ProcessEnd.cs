using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.UnitTests.Lambda;

/// <summary>That a process has ended, whoever its parent is; one that nobody has reaped has, too, as in a container whose first process reaps none.</summary>
internal static class ProcessEnd
{
    private const int PidfdOpen = 434;
    private const int NoSuchProcess = 3;

    public static async Task OfAsync(int process)
    {
        var cancel = TestContext.Current.CancellationToken;
        var opened = OperatingSystem.IsLinux() ? (int)syscall(PidfdOpen, process, 0) : -1;
        if (opened >= 0)
        {
            using var handle = new SafeFileHandle(opened, ownsHandle: true);
            await Task.Factory.StartNew(() => Wait(opened), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancel);
        }
        else if (!OperatingSystem.IsLinux() || Marshal.GetLastPInvokeError() != NoSuchProcess)
        {
            await ReapedAsync(process, cancel);
        }
    }

    /// <summary>The descriptor of a process can be read when it has ended; a signal interrupts the wait.</summary>
    private static void Wait(int descriptor)
    {
        while (!Unix.AnyReadable(descriptor, -1))
            Unix.WaitReadable(descriptor, -1);
    }

    private static async Task ReapedAsync(int process, CancellationToken cancellationToken)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            await running.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // There is none of that id.
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern nint syscall(nint number, nint process, nint flags);
}
