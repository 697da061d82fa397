using System.Diagnostics;
using System.IO.Pipes;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>
/// Reads a process's stdout and stderr as lines, on a thread of its own: .NET reads pipes on pool threads that it blocks, and a few
/// environments would starve the pool.
/// </summary>
internal sealed class ProcessOutput
{
    // What a pipe holds: a function that never stops writing cannot keep Drain busy.
    private const int PipeCapacity = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Source[] _sources;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProcessOutput(Process process, Action<string> line)
    {
        _sources =
        [
            new Source(process.StandardOutput.BaseStream, new LineSplitter(line)),
            new Source(process.StandardError.BaseStream, new LineSplitter(line)),
        ];
    }

    /// <summary>Both streams are closed and all lines are out.</summary>
    public Task Ended => _ended.Task;

    public static ProcessOutput Read(Process process, Action<string> line)
    {
        var output = new ProcessOutput(process, line);
        if (OperatingSystem.IsWindows())
        {
            _ = output.PumpWindowsAsync();
            return output;
        }

        new Thread(output.Pump, maxStackSize: 256 * 1024) { IsBackground = true, Name = $"log of {process.Id}" }.Start();
        return output;
    }

    /// <summary>
    /// Takes out what the process has written up to now: a runtime writes its log before it answers, so after an answer this is the
    /// whole log of the invocation. Does nothing on Windows, where the lines follow by themselves.
    /// </summary>
    public void Drain()
    {
        if (OperatingSystem.IsWindows())
            return;

        lock (_gate)
        {
            // One call for both: almost always neither has written.
            if (!Unix.AnyReadable(_sources[0].PollDescriptor, _sources[1].PollDescriptor))
                return;

            foreach (var source in _sources)
            {
                for (var taken = 0; taken < PipeCapacity && source.Open;)
                {
                    var count = ReadSome(source);
                    if (count <= 0)
                        break;

                    taken += count;
                }
            }
        }
    }

    private void Pump()
    {
        while (_sources[0].Open || _sources[1].Open)
        {
            Unix.WaitReadable(_sources[0].PollDescriptor, _sources[1].PollDescriptor);
            lock (_gate)
            {
                ReadSome(_sources[0]);
                ReadSome(_sources[1]);
            }
        }

        foreach (var source in _sources)
            source.Stream.Dispose();
        _ended.TrySetResult();
    }

    private int ReadSome(Source source)
    {
        if (!source.Open)
            return -1;

        var count = Unix.ReadIfAny(source.Descriptor, _buffer);
        if (count > 0)
        {
            source.Lines.Write(_buffer.AsSpan(0, count));
        }
        else if (count == 0)
        {
            source.Open = false;
            source.Lines.End();
        }

        return count;
    }

    private async Task PumpWindowsAsync()
    {
        await Task.WhenAll(_sources.Select(source => Task.Factory.StartNew(
            () =>
            {
                var buffer = new byte[16 * 1024];
                for (int count; (count = source.Stream.Read(buffer)) > 0;)
                {
                    lock (_gate)
                        source.Lines.Write(buffer.AsSpan(0, count));
                }

                source.Lines.End();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        _ended.TrySetResult();
    }

    private sealed class Source(Stream stream, LineSplitter lines)
    {
        public Stream Stream { get; } = stream;

        public LineSplitter Lines { get; } = lines;

        public bool Open { get; set; } = true;

        public int Descriptor { get; } =
            stream is PipeStream pipe && !OperatingSystem.IsWindows() ? (int)pipe.SafePipeHandle.DangerousGetHandle() : -1;

        // poll ignores negative descriptors.
        public int PollDescriptor => Open ? Descriptor : -1;
    }
}
