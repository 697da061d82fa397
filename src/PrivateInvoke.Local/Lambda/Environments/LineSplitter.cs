using System.Text;

namespace PrivateInvoke.Local.Lambda.Environments;

/// <summary>Makes lines of what a process writes; a line longer than a CloudWatch event is cut into several.</summary>
internal sealed class LineSplitter(Action<string> line)
{
    private const int MaxLine = 256 * 1024;

    private byte[] _open = [];
    private int _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];

            if (_length == 0 && end >= 0 && part.Length <= MaxLine)
            {
                Emit(part);
                continue;
            }

            while (part.Length > 0)
            {
                var room = Math.Min(part.Length, MaxLine - _length);
                Keep(part[..room]);
                part = part[room..];
                if (_length == MaxLine)
                    End();
            }

            if (end >= 0)
                End();
        }
    }

    /// <summary>Emits what came without a newline.</summary>
    public void End()
    {
        if (_length == 0)
            return;

        Emit(_open.AsSpan(0, _length));
        _length = 0;
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_open.Length < _length + part.Length)
            Array.Resize(ref _open, Math.Max(1024, Math.Max(_length + part.Length, Math.Min(MaxLine, _open.Length * 2))));

        part.CopyTo(_open.AsSpan(_length));
        _length += part.Length;
    }

    private void Emit(ReadOnlySpan<byte> text) => line(Encoding.UTF8.GetString(text.TrimEnd((byte)'\r')));
}
