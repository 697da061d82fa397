using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Log;

/// <summary>Hands whole lines to <paramref name="log"/>; what is written without a line's end passes as it is.</summary>
internal sealed class FormattedWriter(TextWriter inner, Action<string> log) : TextWriter(inner.FormatProvider)
{
    public object Lock { private get; set; } = new();

    public override Encoding Encoding => inner.Encoding;

    public void WriteFormatted(string line)
    {
        lock (Lock)
        {
            inner.WriteLine(line);
        }
    }

    public override void Flush() => inner.Flush();

    public override void Write(char value) => inner.Write(value);

    public override void Write(char[] buffer, int index, int count) => inner.Write(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(buffer);

    public override void Write(string value) => inner.Write(value);

    // TextWriter makes most of these from Write and WriteLine(), which would tear the line from its prefix.
    public override void WriteLine() => log("");

    public override void WriteLine(string value) => log(value);

    public override void WriteLine(char value) => log(value.ToString());

    public override void WriteLine(char[] buffer) => log(new string(buffer));

    public override void WriteLine(char[] buffer, int index, int count) => log(new string(buffer, index, count));

    public override void WriteLine(ReadOnlySpan<char> buffer) => log(new string(buffer));

    public override void WriteLine(StringBuilder value) => log(value?.ToString());

    public override void WriteLine(object value) => log(value?.ToString());

    public override void WriteLine(bool value) => log(value.ToString());

    public override void WriteLine(int value) => log(value.ToString(FormatProvider));

    public override void WriteLine(uint value) => log(value.ToString(FormatProvider));

    public override void WriteLine(long value) => log(value.ToString(FormatProvider));

    public override void WriteLine(ulong value) => log(value.ToString(FormatProvider));

    public override void WriteLine(float value) => log(value.ToString(FormatProvider));

    public override void WriteLine(double value) => log(value.ToString(FormatProvider));

    public override void WriteLine(decimal value) => log(value.ToString(FormatProvider));

    public override void WriteLine([StringSyntax("CompositeFormat")] string format, object arg0) =>
        log(string.Format(FormatProvider, format, arg0));

    public override void WriteLine([StringSyntax("CompositeFormat")] string format, object arg0, object arg1) =>
        log(string.Format(FormatProvider, format, arg0, arg1));

    public override void WriteLine([StringSyntax("CompositeFormat")] string format, object arg0, object arg1, object arg2) =>
        log(string.Format(FormatProvider, format, arg0, arg1, arg2));

    public override void WriteLine([StringSyntax("CompositeFormat")] string format, params object[] arg) =>
        log(string.Format(FormatProvider, format, arg));

    public override void WriteLine([StringSyntax("CompositeFormat")] string format, params ReadOnlySpan<object> arg) =>
        log(string.Format(FormatProvider, format, arg));

    public override Task WriteLineAsync()
    {
        log("");
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(string value)
    {
        log(value);
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(char value) => WriteLineAsync(value.ToString());

    public override Task WriteLineAsync(char[] buffer, int index, int count) => WriteLineAsync(new string(buffer, index, count));

    public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) =>
        WriteLineAsync(buffer.ToString());

    public override Task WriteLineAsync(StringBuilder value, CancellationToken cancellationToken = default) =>
        WriteLineAsync(value?.ToString());
}
