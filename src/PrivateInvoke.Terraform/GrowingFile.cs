namespace PrivateInvoke.Terraform;

/// <summary>A file that another process writes, read to where it ends when that process has ended.</summary>
internal sealed class GrowingFile(string path, Task writer, TimeProvider time) : Stream
{
    private readonly FileStream _file = new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    // Not every system tells of every write.
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMilliseconds(100), time);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Asked before the read: what was written until then is there to be read.
            var isOver = writer.IsCompleted;
            var count = await _file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count > 0 || isOver)
                return count;

            await _timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
