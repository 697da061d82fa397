using System.Text;

namespace DummyFunction;

/// <summary>Text of unknown length, read part by part, so that HTTP sends it in chunks.</summary>
internal sealed class ChunkedStream(params string[] parts) : Stream
{
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        _next < parts.Length ? Encoding.UTF8.GetBytes(parts[_next++], buffer.AsSpan(offset, count)) : 0;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
