namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

/// <summary>What the two classes that hold a configuration have in common; the real ones share nothing.</summary>
internal interface IFunctionConfiguration
{
    List<string> Architectures { get; set; }

    string CodeSha256 { get; set; }

    long? CodeSize { get; set; }

    string Description { get; set; }

    EnvironmentResponse Environment { get; set; }

    string FunctionArn { get; set; }

    string FunctionName { get; set; }

    string Handler { get; set; }

    string LastModified { get; set; }

    LastUpdateStatus LastUpdateStatus { get; set; }

    string LastUpdateStatusReason { get; set; }

    /// <summary>Megabytes.</summary>
    int? MemorySize { get; set; }

    PackageType PackageType { get; set; }

    string RevisionId { get; set; }

    string Role { get; set; }

    Runtime Runtime { get; set; }

    State State { get; set; }

    string StateReason { get; set; }

    /// <summary>Seconds.</summary>
    int? Timeout { get; set; }

    string Version { get; set; }

    VpcConfigDetail VpcConfig { get; set; }
}
