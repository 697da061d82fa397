namespace Amazon.Lambda.Model;

public class InvokeWithResponseStreamRequest : AmazonLambdaRequest
{
    /// <summary>Base64.</summary>
    public string ClientContext { get; set; }

    /// <summary>Name, <c>name:qualifier</c>, partial or full ARN.</summary>
    public string FunctionName { get; set; }

    public LogType LogType { get; set; }

    public MemoryStream Payload { get; set; }

    public string Qualifier { get; set; }

    public string TenantId { get; set; }
}
