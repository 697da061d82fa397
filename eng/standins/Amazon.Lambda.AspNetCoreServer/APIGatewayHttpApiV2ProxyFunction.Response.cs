using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Amazon.Lambda.AspNetCoreServer;

public abstract partial class APIGatewayHttpApiV2ProxyFunction
{
    protected override APIGatewayHttpApiV2ProxyResponse MarshallResponse(
        IHttpResponseFeature responseFeatures, ILambdaContext lambdaContext, int statusCodeIfNotSet = 200)
    {
        var response = new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = responseFeatures.StatusCode != 0 ? responseFeatures.StatusCode : statusCodeIfNotSet,
            Headers = new Dictionary<string, string>(),
        };
        foreach (var (name, values) in responseFeatures.Headers)
        {
            if (name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase))
            {
                // Cookies have a place of their own, since commas cannot join them.
                response.Cookies = values.ToArray();
            }
            else
            {
                response.SetHeaderValues(name, values.ToArray(), append: false);
            }
        }

        var contentType = responseFeatures.Headers.ContentType.ToString();
        if (contentType.Length == 0)
        {
            // As in the real package: the event then says "Content-Type": null.
            response.Headers[HeaderNames.ContentType] = null;
        }

        // The application may have replaced the body on the feature itself.
#pragma warning disable CS0618
        var body = responseFeatures.Body;
#pragma warning restore CS0618
        if (body is not null)
        {
            var bytes = ReadAll(body);
            response.IsBase64Encoded =
                GetResponseContentEncodingForContentEncoding(responseFeatures.Headers.ContentEncoding) == ResponseContentEncoding.Base64
                || GetResponseContentEncodingForContentType(contentType) == ResponseContentEncoding.Base64;
            response.Body = response.IsBase64Encoded ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString(bytes);
        }

        PostMarshallResponseFeature(responseFeatures, response, lambdaContext);
        return response;
    }

    private protected override void DescribeFailure(APIGatewayHttpApiV2ProxyResponse lambdaResponse, Exception failure) =>
        lambdaResponse.SetHeaderValues("ErrorType", failure.GetType().Name, append: false);

    private static byte[] ReadAll(Stream body)
    {
        if (body is MemoryStream memory)
        {
            return memory.ToArray();
        }

        using var copy = new MemoryStream();
        body.Position = 0;
        body.CopyTo(copy);
        return copy.ToArray();
    }
}
