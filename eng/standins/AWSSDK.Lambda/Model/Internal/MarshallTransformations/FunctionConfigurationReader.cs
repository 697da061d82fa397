using System.Text.Json;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal static class FunctionConfigurationReader
{
    public static T Read<T>(JsonElement json)
        where T : IFunctionConfiguration, new() => new()
        {
            Architectures = json.Strings("Architectures"),
            CodeSha256 = json.String("CodeSha256"),
            CodeSize = json.Member("CodeSize")?.GetInt64(),
            Description = json.String("Description"),
            Environment = json.Member("Environment") is { } environment
                ? new EnvironmentResponse { Variables = environment.Texts("Variables") }
                : null,
            FunctionArn = json.String("FunctionArn"),
            FunctionName = json.String("FunctionName"),
            Handler = json.String("Handler"),
            LastModified = json.String("LastModified"),
            LastUpdateStatus = json.String("LastUpdateStatus"),
            LastUpdateStatusReason = json.String("LastUpdateStatusReason"),
            MemorySize = json.Integer("MemorySize"),
            PackageType = json.String("PackageType"),
            RevisionId = json.String("RevisionId"),
            Role = json.String("Role"),
            Runtime = json.String("Runtime"),
            State = json.String("State"),
            StateReason = json.String("StateReason"),
            Timeout = json.Integer("Timeout"),
            Version = json.String("Version"),
            VpcConfig = json.Member("VpcConfig") is { } vpc ? ReadVpc(vpc) : null,
        };

    private static VpcConfigDetail ReadVpc(JsonElement json) => new()
    {
        Ipv6AllowedForDualStack = json.Member("Ipv6AllowedForDualStack")?.GetBoolean(),
        SecurityGroupIds = json.Strings("SecurityGroupIds"),
        SubnetIds = json.Strings("SubnetIds"),
        VpcId = json.String("VpcId"),
    };
}
