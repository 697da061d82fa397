using System.Text;
using System.Threading.Channels;

namespace PrivateInvoke.Local;

/// <summary>
/// A text file that lines are added to, in order and off the adder's thread. It is bounded twice: a file that is full becomes
/// <c>NAME.1</c> and replaces the one before, and lines that the disk cannot follow are dropped and counted.
/// </summary>
public sealed class LineFile : IAsyncDisposable
{
    private const int MostWaiting = 16 * 1024;

    private readonly string _path;
    private readonly long _maxBytes;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Task _writing;
    private long _dropped;

    /// <param name="path">Its folder is made if need be.</param>
    /// <param name="append">False: what an earlier run wrote goes to <c>NAME.1</c>.</param>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public LineFile(string path, bool append, long maxBytes = 8 * 1024 * 1024)
    {
        _path = path;
        _maxBytes = maxBytes;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!append && File.Exists(path))
                Rotate();
            _writing = WriteAsync(Open());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(
                $"'{path}' cannot be written: {e.Message}", "End the program that has it open, or give its folder back to this user.", e);
        }
    }

    /// <summary>Never waits.</summary>
    public void Add(string line)
    {
        if (!_lines.Writer.TryWrite(line))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Returns when every line is in the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync(FileStream file)
    {
        try
        {
            while (await _lines.Reader.WaitToReadAsync())
            {
                while (_lines.Reader.TryRead(out var line))
                {
                    await file.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"));
                    if (file.Length >= _maxBytes)
                        file = await ReplaceAsync(file);
                }

                if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                    await file.WriteAsync(Encoding.UTF8.GetBytes($"… {dropped} lines came faster than the disk and are left out\n"));
                await file.FlushAsync();
            }
        }
        catch (IOException)
        {
            // A full disk ends the record, and not what is recorded.
            _lines.Writer.TryComplete();
        }
        finally
        {
            await CloseAsync(file);
        }
    }

    /// <summary>What could not be written is tried once more, and on a full disk in vain.</summary>
    private static async Task CloseAsync(FileStream file)
    {
        try
        {
            await file.DisposeAsync();
        }
        catch (IOException)
        {
            // As above.
        }
    }

    private async Task<FileStream> ReplaceAsync(FileStream file)
    {
        await file.DisposeAsync();
        Rotate();
        return Open();
    }

    private void Rotate() => File.Move(_path, $"{_path}.1", overwrite: true);

    // Others read it while it grows.
    private FileStream Open() => new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024);
}
