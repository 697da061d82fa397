using Amazon.Runtime.EventStreams;

namespace Amazon.Lambda.Model;

/// <summary>The last event of a stream.</summary>
public class InvokeWithResponseStreamCompleteEvent : IEventStreamEvent
{
    public string ErrorCode { get; set; }

    public string ErrorDetails { get; set; }

    /// <summary>Base64.</summary>
    public string LogResult { get; set; }
}
