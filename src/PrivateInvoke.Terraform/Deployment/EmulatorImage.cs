namespace PrivateInvoke.Terraform.Deployment;

/// <summary>A container image that answers as AWS on one port: LocalStack's, or that of another emulator in its place, such as Floci's.</summary>
public static class EmulatorImage
{
    /// <summary>The last of LocalStack's that starts without a token.</summary>
    public const string Default = "localstack/localstack:4.14.0";

    /// <summary>Names another image.</summary>
    public const string Variable = "LOCALSTACK_IMAGE";

    /// <summary>What LocalStack's newer images want.</summary>
    public const string TokenVariable = "LOCALSTACK_AUTH_TOKEN";

    public const int Port = 4566;

    public static bool IsLocalStack(string image) => Repository(image).Contains("localstack", StringComparison.OrdinalIgnoreCase);

    public static bool IsFloci(string image) => Repository(image).Contains("floci", StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers 200 when the emulator is ready.</summary>
    public static string HealthPath(string image) => IsFloci(image) ? "/_floci/health" : "/_localstack/health";

    /// <summary>A registry's port is before the last slash, a tag after the last colon.</summary>
    public static (string Image, string Tag) Split(string image)
    {
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
    }

    /// <summary>Without the registry, whose name says nothing.</summary>
    private static string Repository(string image)
    {
        var (name, _) = Split(image);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && name[..slash].AsSpan().ContainsAny('.', ':') ? name[(slash + 1)..] : name;
    }
}
