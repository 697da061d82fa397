using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class InvokeWithResponseStreamResponse : AmazonWebServiceResponse, IDisposable
{
    public InvokeWithResponseStreamResponseEvent EventStream { get; set; }

    public string ExecutedVersion { get; set; }

    public string ResponseStreamContentType { get; set; }

    public int? StatusCode { get; set; }

    public void Dispose()
    {
        EventStream?.Dispose();
        GC.SuppressFinalize(this);
    }
}
