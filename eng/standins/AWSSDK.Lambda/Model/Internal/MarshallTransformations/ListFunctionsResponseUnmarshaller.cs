using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class ListFunctionsResponseUnmarshaller : LambdaResponseUnmarshaller
{
    public static ListFunctionsResponseUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var document = JsonDocument.Parse(context.Stream);
        var json = document.RootElement;
        return new ListFunctionsResponse
        {
            Functions = json.Member("Functions")?.EnumerateArray().Select(FunctionConfigurationReader.Read<FunctionConfiguration>).ToList(),
            NextMarker = json.String("NextMarker"),
        };
    }
}
