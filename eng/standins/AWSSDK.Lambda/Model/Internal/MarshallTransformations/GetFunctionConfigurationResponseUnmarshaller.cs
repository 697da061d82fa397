using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class GetFunctionConfigurationResponseUnmarshaller : LambdaResponseUnmarshaller
{
    public static GetFunctionConfigurationResponseUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var document = JsonDocument.Parse(context.Stream);
        return FunctionConfigurationReader.Read<GetFunctionConfigurationResponse>(document.RootElement);
    }
}
