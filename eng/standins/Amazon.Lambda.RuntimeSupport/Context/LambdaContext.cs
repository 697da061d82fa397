using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Client;
using Amazon.Lambda.RuntimeSupport.Log;

namespace Amazon.Lambda.RuntimeSupport.Context;

internal sealed class LambdaContext(InvocationHeaders headers, LambdaEnvironment environment, FunctionLog log) : ILambdaContext
{
    private readonly Lazy<ClientContext> _clientContext = new(() => Context.ClientContext.Parse(headers.ClientContextJson));
    private readonly Lazy<CognitoIdentity> _identity = new(() => CognitoIdentity.Parse(headers.CognitoIdentityJson));

    public string AwsRequestId => headers.AwsRequestId;

    public IClientContext ClientContext => _clientContext.Value;

    public string FunctionName => environment.FunctionName;

    public string FunctionVersion => environment.FunctionVersion;

    public ICognitoIdentity Identity => _identity.Value;

    public string InvokedFunctionArn => headers.InvokedFunctionArn;

    public ILambdaLogger Logger => log;

    public string LogGroupName => environment.LogGroupName;

    public string LogStreamName => environment.LogStreamName;

    public int MemoryLimitInMB { get; } = int.TryParse(environment.FunctionMemorySize, out var megabytes) ? megabytes : 0;

    public TimeSpan RemainingTime => DateTimeOffset.FromUnixTimeMilliseconds(headers.Deadline) - DateTimeOffset.UtcNow;

    public string TenantId => headers.TenantId;

    public string TraceId => headers.TraceId;

    public ILambdaSerializer Serializer { get; init; }
}
