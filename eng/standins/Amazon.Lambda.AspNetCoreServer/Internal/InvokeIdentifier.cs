using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer.Internal;

internal sealed class InvokeIdentifier : IHttpRequestIdentifierFeature
{
    private string _identifier;

    /// <summary>Lambda's trace id; without one, what ASP.NET Core would have made up.</summary>
    public string TraceIdentifier
    {
        get
        {
            if (_identifier is not null)
            {
                return _identifier;
            }

            var trace = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");
            return string.IsNullOrEmpty(trace) ? _identifier = new HttpRequestIdentifierFeature().TraceIdentifier : trace;
        }
        set => _identifier = value;
    }
}
