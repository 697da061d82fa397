namespace PrivateInvoke.Terraform;

/// <summary>
/// The variables that a terraform process gets on top of those that it inherits; null takes one away. What the user set for their own
/// runs (logging, default arguments, another workspace or data folder) must not change what ours do.
/// </summary>
public static class TerraformEnvironment
{
    /// <summary>What a program needs to run, to find files and to reach a network.</summary>
    private static readonly string[] Passed =
    [
        "PATH", "HOME", "USER", "TMPDIR", "TMP", "TEMP", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CA_BUNDLE", "GOGC", "GOMEMLIMIT",
        // Windows
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "USERNAME", "APPDATA", "LOCALAPPDATA",
        "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "PROCESSOR_ARCHITECTURE", "NUMBER_OF_PROCESSORS",
    ];

    /// <summary>Of the user's own terraform: its workspace and data folder are not those of a scratch copy.</summary>
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
            // A quarter of what terraform and the AWS provider compute is Go's collector, which looks through the provider's 1,500 schemas.
            ["GOGC"] = inherited.GetValueOrDefault("GOGC", "400"),
            ["GOMEMLIMIT"] = inherited.GetValueOrDefault("GOMEMLIMIT", "2GiB"),
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

    /// <summary>
    /// For a command that must neither reach AWS nor depend on the user's account: a plan in a scratch workspace. A plan runs providers,
    /// which are other people's programs: they get no variable that is not named here, and so no token.
    /// </summary>
    /// <param name="aws">What answers in its place; null is nothing.</param>
    public static Dictionary<string, string?> Offline(IReadOnlyDictionary<string, string> inherited, Uri? aws = null)
    {
        var variables = Owned(inherited);
        foreach (var name in inherited.Keys.Where(name => Taken.Contains(name) || !IsPassed(name)))
            variables[name] = null;

        variables["AWS_ACCESS_KEY_ID"] = "offline";
        variables["AWS_SECRET_ACCESS_KEY"] = "offline";
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        variables["AWS_MAX_ATTEMPTS"] = "1";

        // Refuses at once: a data source that calls AWS fails in seconds, not after the SDK's timeouts.
        variables["AWS_ENDPOINT_URL"] = aws?.ToString() ?? "http://127.0.0.1:1";
        return variables;
    }

    /// <summary>
    /// For <c>init</c>, which downloads and runs nothing of what it downloads: the user's access to registries and repositories too.
    /// </summary>
    public static Dictionary<string, string?> Downloading(IReadOnlyDictionary<string, string> inherited) => inherited
        .Where(pair => Starts(pair.Key, "TF_TOKEN_") || Starts(pair.Key, "GIT_") || pair.Key is "SSH_AUTH_SOCK" or "NETRC")
        .ToDictionary(pair => pair.Key, pair => (string?)pair.Value);

    private static bool IsPassed(string name) =>
        Passed.Contains(name, StringComparer.OrdinalIgnoreCase) || (Starts(name, "TF_") && !Starts(name, "TF_TOKEN_"));

    private static bool Starts(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
