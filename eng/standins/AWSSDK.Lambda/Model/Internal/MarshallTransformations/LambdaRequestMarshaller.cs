using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal abstract class LambdaRequestMarshaller<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonLambdaRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.Lambda") { HttpMethod = "GET", UseQueryString = true };
        request.Headers[HeaderKeys.XAmzApiVersion] = "2015-03-31";
        Fill(request, (TRequest)input);
        return request;
    }

    protected abstract void Fill(DefaultRequest request, TRequest input);

    protected static void AddFunctionName(DefaultRequest request, string functionName) =>
        request.AddPathResource(
            "{FunctionName}",
            functionName ?? throw new AmazonLambdaException("Request object does not have required field FunctionName set"));

    protected static void AddQuery(DefaultRequest request, string name, string value)
    {
        if (value is not null)
        {
            request.Parameters.Add(name, value);
        }
    }

    protected static void AddHeader(DefaultRequest request, string name, string value)
    {
        if (value is not null)
        {
            request.Headers[name] = value;
        }
    }
}
