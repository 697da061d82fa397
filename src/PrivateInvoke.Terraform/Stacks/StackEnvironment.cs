namespace PrivateInvoke.Terraform.Stacks;

/// <summary>The variables that terraform gets for a stack on top of those that it inherits; null takes one away.</summary>
internal static class StackEnvironment
{
    private const string FakeKey = "test";

    /// <summary>Where an SDK finds credentials: an emulator must not be given those of an account.</summary>
    private static readonly string[] Credentials =
    [
        "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ];

    public static Dictionary<string, string?> Of(StackOptions options, bool ownBackend, IReadOnlyDictionary<string, string> inherited)
    {
        var variables = TerraformEnvironment.Owned(inherited);
        variables["TF_DATA_DIR"] = null;

        // A workspace is a matter of the user's own backend.
        if (!ownBackend)
            variables["TF_WORKSPACE"] = null;

        if (options.EndpointUrl is { } url)
            ToEndpoint(variables, inherited, url.TrimEnd('/'));

        foreach (var (name, value) in options.Environment)
            variables[name] = value;

        return variables;
    }

    /// <summary>The keys that are made up here, as a shell takes them before a command; empty where a person has keys.</summary>
    public static string ForAPerson(StackOptions options, IReadOnlyDictionary<string, string> inherited) =>
        options.EndpointUrl is null || HasKeys(inherited) || HasKeys(options.Environment)
            ? ""
            : $"AWS_ACCESS_KEY_ID={FakeKey} AWS_SECRET_ACCESS_KEY={FakeKey} ";

    private static void ToEndpoint(Dictionary<string, string?> variables, IReadOnlyDictionary<string, string> inherited, string url)
    {
        foreach (var name in inherited.Keys.Where(name => name.StartsWith("AWS_ENDPOINT_URL_", StringComparison.Ordinal)))
            variables[name] = null;

        variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = null;
        variables["AWS_ENDPOINT_URL"] = url;
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        if (HasKeys(inherited))
            return;

        foreach (var name in Credentials)
            variables[name] = null;

        variables["AWS_ACCESS_KEY_ID"] = FakeKey;
        variables["AWS_SECRET_ACCESS_KEY"] = FakeKey;
    }

    private static bool HasKeys<T>(IReadOnlyDictionary<string, T> variables) =>
        variables.ContainsKey("AWS_ACCESS_KEY_ID") && variables.ContainsKey("AWS_SECRET_ACCESS_KEY");
}
