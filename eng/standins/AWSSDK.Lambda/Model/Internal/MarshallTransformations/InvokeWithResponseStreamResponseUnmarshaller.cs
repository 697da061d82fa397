using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class InvokeWithResponseStreamResponseUnmarshaller : LambdaResponseUnmarshaller
{
    public static InvokeWithResponseStreamResponseUnmarshaller Instance { get; } = new();

    public override bool HasStreamingProperty => true;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        var data = context.ResponseData;
        string Header(string name) => data.IsHeaderPresent(name) ? data.GetHeaderValue(name) : null;
        return new InvokeWithResponseStreamResponse
        {
            EventStream = new InvokeWithResponseStreamResponseEvent(context.Stream),
            ExecutedVersion = Header("X-Amz-Executed-Version"),
            ResponseStreamContentType = Header("Content-Type"),
            StatusCode = (int)data.StatusCode,
        };
    }

    protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) => false;
}
