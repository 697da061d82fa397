using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class InvokeResponse : AmazonWebServiceResponse
{
    public string DurableExecutionArn { get; set; }

    public string ExecutedVersion { get; set; }

    /// <summary><c>Unhandled</c> or <c>Handled</c>; null if the function succeeded.</summary>
    public string FunctionError { get; set; }

    /// <summary>Base64.</summary>
    public string LogResult { get; set; }

    /// <summary>Null if the answer has no body, as for <c>Event</c> and <c>DryRun</c>.</summary>
    public MemoryStream Payload { get; set; }

    public int? StatusCode { get; set; }
}
