using System.Globalization;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class InvokeRequestMarshaller : LambdaRequestMarshaller<InvokeRequest>
{
    public static InvokeRequestMarshaller Instance { get; } = new();

    protected override void Fill(DefaultRequest request, InvokeRequest input)
    {
        request.HttpMethod = "POST";
        AddFunctionName(request, input.FunctionName);
        AddQuery(request, "Qualifier", input.Qualifier);
        request.ResourcePath = "/2015-03-31/functions/{FunctionName}/invocations";

        var payload = input.PayloadStream ?? new MemoryStream();
        payload.Seek(0, SeekOrigin.Begin);
        request.ContentStream = payload;
        request.Headers[HeaderKeys.ContentLengthHeader] = payload.Length.ToString(CultureInfo.InvariantCulture);
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/octet-stream";

        AddHeader(request, "X-Amz-Client-Context", input.ClientContextBase64);
        AddHeader(request, "X-Amz-Durable-Execution-Name", input.DurableExecutionName);
        AddHeader(request, "X-Amz-Invocation-Type", input.InvocationType);
        AddHeader(request, "X-Amz-Log-Type", input.LogType);
        AddHeader(request, "X-Amz-Tenant-Id", input.TenantId);
    }
}
