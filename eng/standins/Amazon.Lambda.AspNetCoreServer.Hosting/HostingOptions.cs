using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Amazon.Lambda.AspNetCoreServer.Hosting;

/// <summary>The callbacks get the feature that was filled, the event or response object, and Lambda's context.</summary>
public class HostingOptions
{
    public ILambdaSerializer? Serializer { get; set; }

    public ResponseContentEncoding DefaultResponseContentEncoding { get; set; } = ResponseContentEncoding.Default;

    public bool IncludeUnhandledExceptionDetailInResponse { get; set; }

    public Action<IHttpRequestFeature, object, ILambdaContext>? PostMarshallRequestFeature { get; set; }

    public Action<IHttpResponseFeature, object, ILambdaContext>? PostMarshallResponseFeature { get; set; }

    public Action<IHttpConnectionFeature, object, ILambdaContext>? PostMarshallConnectionFeature { get; set; }

    public Action<IHttpAuthenticationFeature, object, ILambdaContext>? PostMarshallHttpAuthenticationFeature { get; set; }

    public Action<ITlsConnectionFeature, object, ILambdaContext>? PostMarshallTlsConnectionFeature { get; set; }

    public Action<IItemsFeature, object, ILambdaContext>? PostMarshallItemsFeature { get; set; }

    internal Dictionary<string, ResponseContentEncoding> ContentTypeEncodings { get; } = [];

    internal Dictionary<string, ResponseContentEncoding> ContentEncodingEncodings { get; } = [];

    public void RegisterResponseContentEncodingForContentType(string contentType, ResponseContentEncoding encoding)
    {
        if (!string.IsNullOrEmpty(contentType))
        {
            ContentTypeEncodings[contentType] = encoding;
        }
    }

    public void RegisterResponseContentEncodingForContentEncoding(string contentEncoding, ResponseContentEncoding encoding)
    {
        if (!string.IsNullOrEmpty(contentEncoding))
        {
            ContentEncodingEncodings[contentEncoding] = encoding;
        }
    }
}
