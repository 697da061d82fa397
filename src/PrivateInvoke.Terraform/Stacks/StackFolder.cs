using System.Security.Cryptography;
using System.Text;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// What is kept of a stack, in <c>artifacts/stacks/NAME-HASH</c>, one for each root module, endpoint and backend. Only this user can
/// read it: states and plans hold sensitive values in clear.
/// </summary>
internal sealed class StackFolder
{
    /// <summary>Of <see cref="BackendFile"/>, which holds what the user gave as settings of a backend.</summary>
    public const string BackendFileName = "backend.tfvars";

    private StackFolder(string path, Workspace workspace)
    {
        Path = path;
        Workspace = workspace;
    }

    public string Path { get; }

    /// <summary>The scratch copy, which can be thrown away at any time.</summary>
    public Workspace Workspace { get; }

    public string StateFile => In("terraform.tfstate");

    public string RecordFile => In("applied.json");

    public string PlanFile => In("stack.tfplan");

    public string DriftFile => In("drift.tfplan");

    public string VariablesFile => In("stack.tfvars");

    public string BackendFile => In(BackendFileName);

    private string InstanceFile => In("instance");

    public static StackFolder Open(StackOptions options)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(options.Root));
        var artifacts = System.IO.Path.GetFullPath(options.Artifacts);

        // As seen from the generated files, which lie in the same repository: wherever that is moved, the stack is the same.
        var name = Name(options, System.IO.Path.GetRelativePath(artifacts, root).Replace('\\', '/'));
        var path = System.IO.Path.Combine(artifacts, "stacks", name);
        Workspace.CreatePrivateDirectory(System.IO.Path.GetDirectoryName(path)!);
        TakeOver(System.IO.Path.Combine(artifacts, "stacks", Name(options, root)), path);
        Workspace.CreatePrivateDirectory(path);
        return new StackFolder(path, Workspace.For(artifacts, root, name));
    }

    /// <summary>Earlier versions told stacks apart by where the repository lies.</summary>
    private static void TakeOver(string former, string path)
    {
        if (!Directory.Exists(path) && Directory.Exists(former))
            Directory.Move(former, path);
    }

    private static string Name(StackOptions options, string root)
    {
        var identity = string.Join('\n', [root, options.EndpointUrl?.TrimEnd('/') ?? "", .. Identity(options)]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 4));
        return $"{string.Concat(options.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}-{hash}";
    }

    /// <summary>Begins anew where another instance runs behind the endpoint than before.</summary>
    /// <returns>Where the state of before now is; null where nothing had to be moved.</returns>
    public string? Enter(string? instance)
    {
        if (instance is null)
            return null;

        var before = File.Exists(InstanceFile) ? File.ReadAllText(InstanceFile) : null;
        if (before == instance)
            return null;

        string? moved = null;
        if (before is not null && File.Exists(StateFile))
        {
            moved = In($"gone-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before)).AsSpan(0, 4))}.tfstate");
            File.Move(StateFile, moved, overwrite: true);
            File.Delete(StateFile + ".backup");
        }

        File.Delete(RecordFile);
        File.WriteAllText(InstanceFile, instance);
        return moved;
    }

    private static IEnumerable<string> Identity(StackOptions options) => options.Backend switch
    {
        StackBackend.S3 s3 => ["s3", s3.Region, s3.Bucket, s3.Key],
        StackBackend.Own => ["own", .. options.BackendConfig.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")],
        _ => [],
    };

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
