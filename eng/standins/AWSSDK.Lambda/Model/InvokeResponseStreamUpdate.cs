using Amazon.Runtime.EventStreams;

namespace Amazon.Lambda.Model;

/// <summary>A part of the response.</summary>
public class InvokeResponseStreamUpdate : IEventStreamEvent
{
    public MemoryStream Payload { get; set; }
}
