using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class GetFunctionResponseUnmarshaller : LambdaResponseUnmarshaller
{
    public static GetFunctionResponseUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var document = JsonDocument.Parse(context.Stream);
        var json = document.RootElement;
        return new GetFunctionResponse
        {
            Code = json.Member("Code") is { } code ? ReadCode(code) : null,
            Concurrency = json.Member("Concurrency") is { } concurrency
                ? new Concurrency { ReservedConcurrentExecutions = concurrency.Integer("ReservedConcurrentExecutions") }
                : null,
            Configuration = json.Member("Configuration") is { } configuration
                ? FunctionConfigurationReader.Read<FunctionConfiguration>(configuration)
                : null,
            Tags = json.Texts("Tags"),
        };
    }

    private static FunctionCodeLocation ReadCode(JsonElement json) => new()
    {
        ImageUri = json.String("ImageUri"),
        Location = json.String("Location"),
        RepositoryType = json.String("RepositoryType"),
        ResolvedImageUri = json.String("ResolvedImageUri"),
    };
}
