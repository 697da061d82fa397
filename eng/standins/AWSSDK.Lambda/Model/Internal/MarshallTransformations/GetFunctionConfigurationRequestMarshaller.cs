using Amazon.Runtime.Internal;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class GetFunctionConfigurationRequestMarshaller : LambdaRequestMarshaller<GetFunctionConfigurationRequest>
{
    public static GetFunctionConfigurationRequestMarshaller Instance { get; } = new();

    protected override void Fill(DefaultRequest request, GetFunctionConfigurationRequest input)
    {
        AddFunctionName(request, input.FunctionName);
        AddQuery(request, "Qualifier", input.Qualifier);
        request.ResourcePath = "/2015-03-31/functions/{FunctionName}/configuration";
    }
}
