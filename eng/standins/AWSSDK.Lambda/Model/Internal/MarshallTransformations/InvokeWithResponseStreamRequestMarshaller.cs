using System.Globalization;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class InvokeWithResponseStreamRequestMarshaller : LambdaRequestMarshaller<InvokeWithResponseStreamRequest>
{
    public static InvokeWithResponseStreamRequestMarshaller Instance { get; } = new();

    protected override void Fill(DefaultRequest request, InvokeWithResponseStreamRequest input)
    {
        request.HttpMethod = "POST";
        AddFunctionName(request, input.FunctionName);
        AddQuery(request, "Qualifier", input.Qualifier);
        request.ResourcePath = "/2021-11-15/functions/{FunctionName}/response-streaming-invocations";

        var payload = input.Payload ?? new MemoryStream();
        payload.Seek(0, SeekOrigin.Begin);
        request.ContentStream = payload;
        request.Headers[HeaderKeys.ContentLengthHeader] = payload.Length.ToString(CultureInfo.InvariantCulture);
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/octet-stream";

        AddHeader(request, "X-Amz-Client-Context", input.ClientContext);
        AddHeader(request, "X-Amz-Log-Type", input.LogType);
        AddHeader(request, "X-Amz-Tenant-Id", input.TenantId);
    }
}
