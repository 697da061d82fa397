using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PrivateInvoke.Plan;

/// <summary>
/// Walks JSON of any size with a buffer no larger than the largest value that is asked for whole. Takes one document, or one a line.
/// </summary>
public sealed class JsonWalker(Stream stream)
{
    /// <summary>No token or whole value is larger: a resource of some megabytes has a file in it.</summary>
    public const int LargestValue = 64 * 1024 * 1024;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 512 };

    private const int Large = 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _next;
    private int _end;
    private bool _ended;
    private JsonReaderState _before = new(Options);
    private JsonReaderState _after = new(Options);

    public JsonTokenType Token { get; private set; }

    /// <summary>The name, at a property name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The first bytes, to tell by them what else a file is. Nothing is taken.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> BeginningAsync(CancellationToken cancellationToken)
    {
        while (_end < 4 && !_ended)
            await FillAsync(cancellationToken).ConfigureAwait(false);

        // A byte order mark is no JSON, and some editors write one.
        if (_next == 0 && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _next = _start = 3;

        return _buffer.AsMemory(_start, _end - _start);
    }

    /// <summary>Goes to the next token; false at the end.</summary>
    /// <exception cref="JsonException">What comes is not JSON.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Commit();
        while (!TryRead())
        {
            if (_ended)
                return false;

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Each property of the object that the walk is at: its name, with the walk at its value. The body takes the value.</summary>
    public async IAsyncEnumerable<string> PropertiesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Token != JsonTokenType.StartObject)
            yield break;

        while (await ReadAsync(cancellationToken).ConfigureAwait(false) && Token == JsonTokenType.PropertyName)
        {
            var name = Name;
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            yield return name;
        }
    }

    /// <summary>Each item of the array that the walk is at, with the walk at it. The body takes the item.</summary>
    public async IAsyncEnumerable<int> ItemsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Token != JsonTokenType.StartArray)
            yield break;

        for (var index = 0; await ReadAsync(cancellationToken).ConfigureAwait(false) && Token != JsonTokenType.EndArray; index++)
            yield return index;
    }

    /// <summary>Passes over the value that the walk is at, without holding it.</summary>
    public async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;

        for (var depth = 1; depth > 0;)
        {
            Commit();
            if (!SkipInBuffer(ref depth))
            {
                if (_ended)
                    throw new JsonException("The JSON ends before it is complete.");

                await FillAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes the value that the walk is at, whole.</summary>
    public async ValueTask<JsonElement> ValueAsync(CancellationToken cancellationToken)
    {
        JsonElement value;
        while (!TryParse(out value))
        {
            if (_ended)
                throw new JsonException("The JSON ends before it is complete.");

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return value;
    }

    /// <summary>Passes over the rest of a line that is not JSON and starts anew after it; false at the end. Returns the line's rest.</summary>
    public async ValueTask<string?> RecoverAsync(CancellationToken cancellationToken)
    {
        int length;

        // The line before it may not have been taken to its end.
        while (_start < _end && _buffer[_start] is (byte)'\n' or (byte)'\r')
            _start++;

        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0 && !_ended)
            await FillAsync(cancellationToken).ConfigureAwait(false);

        var rest = length < 0 ? _end - _start : length;
        var line = System.Text.Encoding.UTF8.GetString(_buffer, _start, rest);
        _next = length < 0 ? _end : _start + length + 1;
        _after = new JsonReaderState(Options);
        Commit();
        return _ended && _start == _end && line.Length == 0 ? null : line;
    }

    private void Commit()
    {
        _start = _next;
        _before = _after;
    }

    private bool TryRead()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _before);
        if (!reader.Read())
            return false;

        Token = reader.TokenType;
        if (Token == JsonTokenType.PropertyName)
            Name = reader.GetString()!;

        _next = _start + (int)reader.BytesConsumed;
        _after = reader.CurrentState;
        return true;
    }

    private bool SkipInBuffer(ref int depth)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _before);
        while (depth > 0 && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                depth++;
            else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                depth--;
        }

        _next = _start + (int)reader.BytesConsumed;
        _after = reader.CurrentState;
        Commit();
        return depth == 0;
    }

    private bool TryParse([NotNullWhen(true)] out JsonElement value)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _before);
        if (!reader.Read() || !JsonDocument.TryParseValue(ref reader, out var document))
        {
            value = default;
            return false;
        }

        using (document)
            value = document.RootElement.Clone();

        _next = _start + (int)reader.BytesConsumed;
        _after = reader.CurrentState;
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_next, _end, _start) = (_next - _start, _end - _start, 0);
        }
        else if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LargestValue)
                throw new JsonException($"A value is larger than {LargestValue >> 20} MB.");

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        // What is large is read from its beginning each time: the times must not be as many as the pieces that it comes in.
        var wanted = _end - _start < Large ? _end + 1 : Math.Min(_buffer.Length, _end + ((_end - _start) / 2));
        while (_end < wanted && !_ended)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _ended = read == 0;
            _end += read;
        }
    }
}
