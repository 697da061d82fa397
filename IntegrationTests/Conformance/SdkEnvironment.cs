namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>What botocore reads: the test's keys and region, and nothing of whoever runs the test.</summary>
internal static class SdkEnvironment
{
    public static Dictionary<string, string?> Of(ClientKeys keys, ClientRequest request) => new()
    {
        ["AWS_LAMBDA_FUNCTION_NAME"] = request.TraceId is null ? null : request.Function,
        ["_X_AMZN_TRACE_ID"] = request.TraceId,
        ["AWS_ACCESS_KEY_ID"] = keys.Signs ? keys.AccessKeyId : null,
        ["AWS_SECRET_ACCESS_KEY"] = keys.Signs ? keys.SecretAccessKey : null,
        ["AWS_SESSION_TOKEN"] = keys.SessionToken,
        ["AWS_DEFAULT_REGION"] = LambdaClient.Region,
        ["AWS_REGION"] = LambdaClient.Region,
        ["AWS_PROFILE"] = null,
        ["AWS_CONFIG_FILE"] = Path.Combine(Path.GetTempPath(), "no-aws-config"),
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_MAX_ATTEMPTS"] = "1",
        ["AWS_PAGER"] = "",
        ["NO_PROXY"] = "127.0.0.1",
        ["no_proxy"] = "127.0.0.1",
    };
}
