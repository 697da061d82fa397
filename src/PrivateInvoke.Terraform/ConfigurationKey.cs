using System.Security.Cryptography;
using System.Text;

namespace PrivateInvoke.Terraform;

/// <summary>Keys by content: the same key, the same plan.</summary>
public static class ConfigurationKey
{
    private static readonly string[] Account = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_ROLE_ARN"];

    /// <summary>Of all that a plan depends on.</summary>
    /// <param name="others">Whatever else counts, such as the version of what reads the plan.</param>
    public static string OfPlan(
        ModuleTree tree, VariableArguments variables, string executable, IReadOnlyDictionary<string, string> environment, params string[] others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, others);

        // The executable's date stands for its version: to ask for it takes longer than all of this.
        Append(hash, [executable, .. Stamp(executable)]);
        foreach (var (folder, files) in tree.Modules)
        {
            Append(hash, "module", Path.GetRelativePath(tree.Root, folder));
            foreach (var file in files)
                Append(hash, Path.GetFileName(file.Path), file.Text);
        }

        foreach (var file in VariableFiles(tree.Root).Concat(variables.VariableFiles).Concat(NamedFiles(tree)))
            AppendFile(hash, tree.Root, file);

        foreach (var package in NamedPackages(tree))
            Append(hash, "package", package);

        foreach (var argument in variables.Arguments())
            Append(hash, argument);

        foreach (var (name, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith("TF_VAR_", StringComparison.Ordinal) || name is "AWS_REGION" or "AWS_DEFAULT_REGION")
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
        params string[] others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, OfPlan(tree, variables, executable, environment, others));
        Append(hash, [.. Account.Select(name => environment.GetValueOrDefault(name, ""))]);
        var named = variables.Variables.Values.SelectMany(value => Candidates(value, tree.Root, tree.Root));
        foreach (var file in inputs.Concat(named).Concat(NamedPackages(tree)).Distinct().Order(StringComparer.Ordinal))
        {
            Append(hash, file);
            if (!File.Exists(file))
                continue;

            using var bytes = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Of what <c>init</c> depends on: providers, their versions, modules and the lock file.</summary>
    public static string OfInit(ModuleTree tree, string executable, string generated)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [executable, generated, .. Stamp(executable)]);
        foreach (var (folder, files) in tree.Modules)
        {
            foreach (var file in files)
            {
                foreach (var block in file.Blocks)
                {
                    Append(hash, folder, block.Type switch
                    {
                        "terraform" => file.Text[block.Start..block.End],
                        "module" => $"module {string.Join(' ', block.Labels)} {block.Literal("source")} {block.Literal("version")}",
                        "provider" => $"provider {string.Join(' ', block.Labels)}",
                        "resource" or "data" or "ephemeral" when block.Labels is [var type, ..] => $"uses {type.Split('_')[0]}",
                        _ => "",
                    });
                }
            }
        }

        AppendFile(hash, tree.Root, Path.Combine(tree.Root, ".terraform.lock.hcl"));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static IEnumerable<string> VariableFiles(string root) => Directory.EnumerateFiles(root)
        .Where(file => Path.GetFileName(file) is "terraform.tfvars" or "terraform.tfvars.json" or ".terraform.lock.hcl"
            || file.EndsWith(".auto.tfvars", StringComparison.Ordinal) || file.EndsWith(".auto.tfvars.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>Files that a module reads: every string in it that names one.</summary>
    private static IEnumerable<string> NamedFiles(ModuleTree tree) => Named(tree)
        .Where(file => !IsPackage(file) && !HclFile.IsModuleFile(file));

    /// <summary>
    /// That a package is there counts, its bytes do not: they change with every build, and nothing that is connected changes with them.
    /// </summary>
    private static IEnumerable<string> NamedPackages(ModuleTree tree) => Named(tree).Where(IsPackage);

    private static IEnumerable<string> Named(ModuleTree tree) => tree.Modules
        .SelectMany(module => module.Value.SelectMany(file => file.Strings).SelectMany(text => Candidates(text, module.Key, tree.Root)))
        .Distinct()
        .Where(File.Exists)
        .Order(StringComparer.Ordinal);

    private static bool IsPackage(string file) => file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Candidates(string text, string module, string root)
    {
        if (text.Length > 512 || !text.AsSpan().ContainsAny('.', '/') || text.Contains('\n'))
            return [];

        var path = ModulePath.Pattern(text, module, root);
        return !path.Contains('*') ? [Path.GetFullPath(Path.Combine(root, path)), Path.GetFullPath(Path.Combine(module, path))]
            : Path.IsPathRooted(path) ? ModulePath.Matches(path)
            : [];
    }

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
