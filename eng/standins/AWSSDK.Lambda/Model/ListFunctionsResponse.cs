using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class ListFunctionsResponse : AmazonWebServiceResponse
{
    public List<FunctionConfiguration> Functions { get; set; }

    public string NextMarker { get; set; }
}
