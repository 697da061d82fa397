using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport.Client;

internal sealed class InvocationHeaders(HttpResponseHeaders headers)
{
    public string AwsRequestId { get; } = headers.GetValues("Lambda-Runtime-Aws-Request-Id").First();

    public string InvokedFunctionArn { get; } = ValueOrNull(headers, "Lambda-Runtime-Invoked-Function-Arn");

    public string TraceId { get; } = ValueOrNull(headers, "Lambda-Runtime-Trace-Id");

    public string TenantId { get; } = ValueOrNull(headers, "Lambda-Runtime-Aws-Tenant-Id");

    public string ClientContextJson { get; } = ValueOrNull(headers, "Lambda-Runtime-Client-Context");

    public string CognitoIdentityJson { get; } = ValueOrNull(headers, "Lambda-Runtime-Cognito-Identity");

    /// <summary>Milliseconds since 1970.</summary>
    public long Deadline { get; } = long.TryParse(ValueOrNull(headers, "Lambda-Runtime-Deadline-Ms"), out var at) ? at : 0;

    private static string ValueOrNull(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
