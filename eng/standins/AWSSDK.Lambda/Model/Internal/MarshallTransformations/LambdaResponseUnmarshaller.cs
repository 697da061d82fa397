using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal abstract class LambdaResponseUnmarshaller : JsonResponseUnmarshaller
{
    /// <summary>The SDK reads code and message, from <c>x-amzn-ErrorType</c> and the body; the code chooses the class.</summary>
    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;

        var body = context.GetResponseBodyBytes();
        using var document = body.Length > 0 ? JsonDocument.Parse(body) : JsonDocument.Parse("{}");
        return LambdaErrors.Make(error, document.RootElement);
    }
}
