using System.Text.Json;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.EventStreams.Internal;

namespace Amazon.Lambda.Model;

/// <summary>The events, decoded by AWSSDK.Core as they come.</summary>
public sealed class InvokeWithResponseStreamResponseEvent : EnumerableEventOutputStream<IEventStreamEvent, LambdaEventStreamException>
{
    private volatile bool _isProcessing;

    public InvokeWithResponseStreamResponseEvent(Stream stream)
        : this(stream, null)
    {
    }

    public InvokeWithResponseStreamResponseEvent(Stream stream, IEventStreamDecoder eventStreamDecoder)
        : base(stream, eventStreamDecoder) =>
        Decoder.MessageReceived += (_, message) =>
            EventReceived?.Invoke(this, new EventStreamEventReceivedArgs<IEventStreamEvent>(ConvertMessageToEvent(message.Message)));

    public override event EventHandler<EventStreamEventReceivedArgs<IEventStreamEvent>> EventReceived;

    public override event EventHandler<EventStreamExceptionReceivedArgs<LambdaEventStreamException>> ExceptionReceived
    {
        add => base.ExceptionReceived += value;
        remove => base.ExceptionReceived -= value;
    }

    protected override IDictionary<string, Func<IEventStreamMessage, IEventStreamEvent>> EventMapping { get; } =
        new Dictionary<string, Func<IEventStreamMessage, IEventStreamEvent>>(StringComparer.OrdinalIgnoreCase)
        {
            ["PayloadChunk"] = message => new InvokeResponseStreamUpdate { Payload = new MemoryStream(message.Payload) },
            ["InvokeComplete"] = Complete,
        };

    protected override IDictionary<string, Func<IEventStreamMessage, LambdaEventStreamException>> ExceptionMapping { get; } =
        new Dictionary<string, Func<IEventStreamMessage, LambdaEventStreamException>>(StringComparer.OrdinalIgnoreCase);

    protected override bool IsProcessing
    {
        get => _isProcessing;
        set => _isProcessing = value;
    }

    private static InvokeWithResponseStreamCompleteEvent Complete(IEventStreamMessage message)
    {
        using var document = JsonDocument.Parse(message.Payload);
        string Text(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new InvokeWithResponseStreamCompleteEvent
        {
            ErrorCode = Text("ErrorCode"),
            ErrorDetails = Text("ErrorDetails"),
            LogResult = Text("LogResult"),
        };
    }
}
