using Amazon.Lambda.Model.Internal.MarshallTransformations;

namespace Amazon.Lambda.Model;

/// <summary>What the service left out is null.</summary>
public class FunctionConfiguration : IFunctionConfiguration
{
    public List<string> Architectures { get; set; }

    public string CodeSha256 { get; set; }

    public long? CodeSize { get; set; }

    public string Description { get; set; }

    public EnvironmentResponse Environment { get; set; }

    public string FunctionArn { get; set; }

    public string FunctionName { get; set; }

    public string Handler { get; set; }

    public string LastModified { get; set; }

    public LastUpdateStatus LastUpdateStatus { get; set; }

    public string LastUpdateStatusReason { get; set; }

    /// <summary>Megabytes.</summary>
    public int? MemorySize { get; set; }

    public PackageType PackageType { get; set; }

    public string RevisionId { get; set; }

    public string Role { get; set; }

    public Runtime Runtime { get; set; }

    public State State { get; set; }

    public string StateReason { get; set; }

    /// <summary>Seconds.</summary>
    public int? Timeout { get; set; }

    public string Version { get; set; }

    public VpcConfigDetail VpcConfig { get; set; }
}
