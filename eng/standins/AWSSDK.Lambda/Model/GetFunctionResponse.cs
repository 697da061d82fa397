using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class GetFunctionResponse : AmazonWebServiceResponse
{
    public FunctionCodeLocation Code { get; set; }

    public Concurrency Concurrency { get; set; }

    public FunctionConfiguration Configuration { get; set; }

    public Dictionary<string, string> Tags { get; set; }
}
