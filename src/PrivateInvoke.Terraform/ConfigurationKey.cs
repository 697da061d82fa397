using System.Security.Cryptography;
using System.Text;

namespace PrivateInvoke.Terraform;

/// <summary>Keys by content: the same key, the same plan.</summary>
public static class ConfigurationKey
{
    private static readonly string[] Account = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_ROLE_ARN"];

    /// <summary>Of all that a plan depends on.</summary>
    /// <param name="generated">A folder whose files do not count: planning writes there.</param>
    /// <param name="others">Whatever else counts, such as the version of what reads the plan.</param>
    public static string OfPlan(
        ModuleTree tree,
        VariableArguments variables,
        string executable,
        IReadOnlyDictionary<string, string> environment,
        string? generated = null,
        params string[] others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, others);

        // The executable's date stands for its version: to ask for it takes longer than all of this.
        Append(hash, [executable, .. Stamp(executable)]);
        foreach (var folder in tree.Modules.Keys)
            Append(hash, "module", Path.GetRelativePath(tree.Root, folder));

        foreach (var file in PlanInputs.Files(tree, variables, environment, generated))
        {
            // That a package is there counts, its bytes do not: they change with every build, and nothing that is connected changes with them.
            if (IsPackage(file))
                Append(hash, "package", file);
            else
                AppendFile(hash, tree.Root, file);
        }

        foreach (var argument in variables.Arguments())
            Append(hash, argument);

        foreach (var (name, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith("TF_VAR_", StringComparison.Ordinal) || name is "AWS_REGION" or "AWS_DEFAULT_REGION" or "TF_WORKSPACE" or "TF_DATA_DIR")
                Append(hash, name, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Of all that an apply depends on: what a plan does, the bytes of packages, and whose account it is.</summary>
    /// <param name="inputs">Further files whose bytes count.</param>
    public static string OfApply(
        ModuleTree tree,
        VariableArguments variables,
        string executable,
        IReadOnlyDictionary<string, string> environment,
        IEnumerable<string> inputs,
        string? generated = null,
        params string[] others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, OfPlan(tree, variables, executable, environment, generated, others));
        Append(hash, [.. Account.Select(name => environment.GetValueOrDefault(name, ""))]);
        var packages = PlanInputs.Files(tree, variables, environment, generated).Where(IsPackage);
        foreach (var file in inputs.Concat(packages).Distinct().Order(StringComparer.Ordinal))
        {
            Append(hash, file);
            if (!File.Exists(file))
                continue;

            using var bytes = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Of texts, in this order: where one ends and the next begins counts.</summary>
    internal static string Of(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [.. parts]);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Of what <c>init</c> depends on: providers, their versions, modules and the lock file.</summary>
    public static string OfInit(ModuleTree tree, string executable, string generated)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [executable, generated, .. Stamp(executable)]);
        foreach (var (folder, files) in tree.Modules)
            Append(hash, [folder, .. files.SelectMany(file => file.Blocks.Select(block => Installed(file, block))).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);

        AppendFile(hash, tree.Root, Path.Combine(tree.Root, ".terraform.lock.hcl"));
        AppendFile(hash, tree.Root, Path.Combine(tree.Root, ".terraform", "modules", "modules.json"));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Of what <c>init</c> chooses providers by, wherever the configuration lies.</summary>
    public static string OfProviders(ModuleTree tree, string executable, IReadOnlyDictionary<string, string> environment)
    {
        var lockFile = Path.Combine(tree.Root, Workspace.LockFile);
        return Of(
        [
            executable,
            .. Stamp(executable),
            .. tree.Files.SelectMany(file => file.Blocks.Where(block => block.Type is not "module").Select(block => Installed(file, block)))
                .OfType<string>().Distinct().Order(StringComparer.Ordinal),
            .. environment.Where(pair => pair.Key.StartsWith("TF_", StringComparison.Ordinal) && !pair.Key.StartsWith("TF_VAR_", StringComparison.Ordinal))
                .Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal),
            File.Exists(lockFile) ? File.ReadAllText(lockFile) : "",
        ]);
    }

    /// <summary>What a block has <c>init</c> install; null is nothing.</summary>
    private static string? Installed(HclFile file, HclBlock block) => block.Type switch
    {
        "terraform" => file.Text[block.Start..block.End],
        "module" => $"module {string.Join(' ', block.Labels)} {block.Literal("source")} {block.Literal("version")}",
        "provider" => $"provider {string.Join(' ', block.Labels)}",
        "resource" or "data" or "ephemeral" when block.Labels is [var type, ..] => $"uses {type.Split('_')[0]}",
        _ => null,
    };

    /// <summary>That it is there counts, its bytes do not.</summary>
    internal static bool IsPackage(string file) => file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private static void AppendFile(IncrementalHash hash, string root, string file)
    {
        var path = Path.Combine(root, file);
        Append(hash, "file", path);
        if (!File.Exists(path))
            return;

        if (new FileInfo(path).Length > 4 * 1024 * 1024)
            Append(hash, Stamp(path));
        else
            hash.AppendData(File.ReadAllBytes(path));
    }

    /// <summary>Of what the file is, also behind a link.</summary>
    private static string[] Stamp(string file) =>
        File.Exists(file) && new FileInfo(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file) is var info
            ? [$"{info.Length}", $"{info.LastWriteTimeUtc.Ticks}"]
            : ["missing"];

    private static void Append(IncrementalHash hash, params string[] parts)
    {
        foreach (var part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        }
    }
}
