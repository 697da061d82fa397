using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class InvokeResponseUnmarshaller : LambdaResponseUnmarshaller
{
    public static InvokeResponseUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        var payload = new MemoryStream();
        context.Stream.CopyTo(payload);
        payload.Seek(0, SeekOrigin.Begin);

        var data = context.ResponseData;
        string Header(string name) => data.IsHeaderPresent(name) ? data.GetHeaderValue(name) : null;
        return new InvokeResponse
        {
            DurableExecutionArn = Header("X-Amz-Durable-Execution-Arn"),
            ExecutedVersion = Header("X-Amz-Executed-Version"),
            FunctionError = Header("X-Amz-Function-Error"),
            LogResult = Header("X-Amz-Log-Result"),
            Payload = payload.Length > 0 ? payload : null,
            StatusCode = (int)data.StatusCode,
        };
    }
}
