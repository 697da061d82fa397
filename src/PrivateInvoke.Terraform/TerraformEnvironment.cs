namespace PrivateInvoke.Terraform;

/// <summary>
/// The variables that a terraform process gets on top of those that it inherits; null takes one away. What the user set for their own
/// runs (logging, default arguments, another workspace or data folder) must not change what ours do.
/// </summary>
public static class TerraformEnvironment
{
    private static readonly string[] Taken = ["TF_WORKSPACE", "TF_DATA_DIR"];

    /// <summary>For any command of ours.</summary>
    public static Dictionary<string, string?> Owned(IReadOnlyDictionary<string, string> inherited)
    {
        var variables = new Dictionary<string, string?>
        {
            ["TF_IN_AUTOMATION"] = "1",
            ["TF_INPUT"] = "0",
            ["CHECKPOINT_DISABLE"] = "1",
            ["TF_REGISTRY_DISCOVERY_RETRY"] = inherited.GetValueOrDefault("TF_REGISTRY_DISCOVERY_RETRY", "0"),
            ["TF_REGISTRY_CLIENT_TIMEOUT"] = inherited.GetValueOrDefault("TF_REGISTRY_CLIENT_TIMEOUT", "10"),
        };

        foreach (var name in inherited.Keys)
        {
            if (Starts(name, "TF_LOG") || Starts(name, "TF_CLI_ARGS"))
                variables[name] = null;
        }

        // terraform warns about it on every command, and the user's other configuration does not apply either way.
        if (inherited.TryGetValue("TF_CLI_CONFIG_FILE", out var file) && !File.Exists(file))
            variables["TF_CLI_CONFIG_FILE"] = null;

        return variables;
    }

    /// <summary>For a command that must neither reach AWS nor depend on the user's account: a plan in a scratch workspace.</summary>
    /// <param name="aws">What answers in its place; null is nothing.</param>
    public static Dictionary<string, string?> Offline(IReadOnlyDictionary<string, string> inherited, Uri? aws = null)
    {
        var variables = Owned(inherited);
        foreach (var name in Taken.Where(inherited.ContainsKey))
            variables[name] = null;

        foreach (var name in inherited.Keys)
        {
            if (Starts(name, "AWS_") && name is not ("AWS_REGION" or "AWS_DEFAULT_REGION" or "AWS_CA_BUNDLE"))
                variables[name] = null;
        }

        variables["AWS_ACCESS_KEY_ID"] = "offline";
        variables["AWS_SECRET_ACCESS_KEY"] = "offline";
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        variables["AWS_MAX_ATTEMPTS"] = "1";

        // Refuses at once: a data source that calls AWS fails in seconds, not after the SDK's timeouts.
        variables["AWS_ENDPOINT_URL"] = aws?.ToString() ?? "http://127.0.0.1:1";
        return variables;
    }

    private static bool Starts(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
