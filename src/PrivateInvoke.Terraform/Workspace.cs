using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PrivateInvoke.Terraform;

/// <summary>
/// A scratch copy of a root module, in <c>artifacts/terraform/NAME-HASH/tree/…</c>: its own files are copied, everything else (folders
/// beside it that <c>../</c> reaches, files that it reads) is linked at the same depth, so that every relative path keeps its meaning.
/// Nothing is ever written into the user's folder.
/// </summary>
public sealed class Workspace
{
    /// <summary>Relative to <see cref="Root"/>: where generated tests go.</summary>
    public const string TestFolder = "zz_private_invoke_tests";

    public const string LockFile = ".terraform.lock.hcl";

    /// <summary>The folder whose place <see cref="Mirror"/> takes.</summary>
    private string _above = "";

    private Workspace(string folder) => Folder = folder;

    /// <summary>The workspace's own folder, which holds more than the copy.</summary>
    public string Folder { get; }

    /// <summary>What is known of providers, for all workspaces.</summary>
    public string Schemas => Path.Combine(Path.GetDirectoryName(Folder)!, "schemas");

    /// <summary>The copy of the root module; known once the copy is made.</summary>
    public string Root { get; private set; } = "";

    /// <param name="artifacts">The folder of everything that is generated, such as <c>artifacts</c>.</param>
    /// <param name="root">The root module, absolute.</param>
    /// <param name="name">The workspace's own name, where a root module has several; null is its folder's.</param>
    public static Workspace For(string artifacts, string root, string? name = null)
    {
        if (name is not null)
            return new Workspace(Path.Combine(Path.GetFullPath(artifacts), "terraform", name));

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)).AsSpan(0, 4));
        return new Workspace(Path.Combine(Path.GetFullPath(artifacts), "terraform", $"{Path.GetFileName(root)}-{hash}"));
    }

    /// <summary>Makes the copy anew; what <c>init</c> installed stays.</summary>
    /// <param name="added">Files of ours by the path that they would have in the user's folders.</param>
    /// <param name="textOf">A file's text as it is to be; null leaves out what would call AWS, and frees what waits for an apply.</param>
    public void Prepare(ModuleTree tree, IReadOnlyDictionary<string, string> added, Func<HclFile, string>? textOf = null)
    {
        var top = TopFolder(tree);
        _above = Path.GetDirectoryName(top) ?? top;
        var mirror = Mirror;
        Root = CopyOf(tree.Root);

        CreatePrivateDirectory(Folder);
        var installed = Path.Combine(Folder, "installed");
        KeepInstalled(mirror, installed);
        if (Directory.Exists(mirror))
            LinkTree.Clear(mirror, Root);

        LinkTree.Ancestors(top, tree.Root, Path.Combine(mirror, Path.GetFileName(top)));
        LinkTree.Inside(tree.Root, Root, Path.GetDirectoryName(Folder)!, file => file is LockFile || HclFile.IsModuleFile(file) || IsTestFile(file));

        foreach (var (file, text) in Texts(tree, textOf))
        {
            if (Path.GetDirectoryName(file.Path) == tree.Root)
                File.WriteAllText(Path.Combine(Root, Path.GetFileName(file.Path)), text);
            else if (text != file.Text)
                Change(Path.GetRelativePath(tree.Root, file.Path), _ => text);
        }

        foreach (var (path, text) in added)
        {
            var copy = CopyOf(path);
            LinkTree.Open(Path.GetDirectoryName(copy)!, mirror);
            File.WriteAllText(copy, text);
        }

        OwnPackages(tree);
        Directory.CreateDirectory(Path.Combine(Root, TestFolder));
        Restore(tree.Root, installed);
    }

    /// <summary>Every file of a module as the copy has it.</summary>
    private static IEnumerable<(HclFile File, string Text)> Texts(ModuleTree tree, Func<HclFile, string>? textOf) =>
        textOf is null ? Planned(tree) : tree.Modules.Values.SelectMany(module => module).Select(file => (file, textOf(file)));

    private static IEnumerable<(HclFile File, string Text)> Planned(ModuleTree tree) =>
        from module in tree.Modules.Values
        let resources = module.SelectMany(file => file.Blocks)
            .Where(block => block is { Type: "resource", Labels.Count: 2 })
            .Select(block => $"{block.Labels[0]}.{block.Labels[1]}").ToHashSet()
        from pair in module.Select((file, index) => (file, index))
        let stripped = OfflineOverride.Strip(pair.file)
        let read = pair.file.IsJson ? HclFile.Of(pair.file.Path, stripped) : pair.file
        select (pair.file, UnreadValues.Free(module, PolicyDocumentReads.Free(read, stripped, resources, pair.index)));

    /// <summary>A plan writes the files that <c>archive_file</c> makes: into the copy, not through a link into the user's folder.</summary>
    private void OwnPackages(ModuleTree tree)
    {
        foreach (var (module, files) in tree.Modules)
        {
            foreach (var path in files.SelectMany(file => file.Blocks)
                .Where(block => block.Labels is ["archive_file", _])
                .Select(block => block.Attributes.GetValueOrDefault("output_path"))
                .Where(expression => expression is ['"', .., '"'])
                .Select(expression => Path.GetFullPath(Path.Combine(tree.Root, ModulePath.Pattern(expression![1..^1], module, tree.Root)))))
            {
                var copy = CopyOf(path);
                if (!IsInMirror(copy) || Path.GetDirectoryName(copy) is not { } folder || folder.Contains('*') || !Directory.Exists(folder))
                    continue;

                LinkTree.Open(folder, Mirror);
                foreach (var file in ModulePath.Matches(copy))
                    LinkTree.Own(file);
            }
        }
    }

    /// <summary>Changes a file of the copy, whose folder may be a link to the user's: the user's file stays as it is.</summary>
    /// <param name="file">As terraform names it: from the root module's copy, or in the user's folder where a link leads there.</param>
    /// <returns>False where the change leaves it as it was.</returns>
    public bool Change(string file, Func<string, string> change)
    {
        var named = Path.GetFullPath(Path.Combine(Root, file));
        var copy = IsInMirror(named) ? named : CopyOf(named);
        if (!IsInMirror(copy) || !File.Exists(copy))
            return false;

        var before = File.ReadAllText(copy);
        var after = change(before);
        if (after == before)
            return false;

        LinkTree.Open(Path.GetDirectoryName(copy)!, Mirror);
        Replace(copy, after);
        return true;
    }

    private string Mirror => Path.Combine(Folder, "tree");

    private string CopyOf(string path) => Path.GetFullPath(Path.Combine(Mirror, Path.GetRelativePath(_above, path)));

    private bool IsInMirror(string path) => path.StartsWith(Mirror + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>
    /// Init follows links and records modules in the user's folders. Here they are at the same place, and what is added to them or changed
    /// in them has to count.
    /// </summary>
    public void RecordModulesHere()
    {
        var file = Path.Combine(Root, ".terraform", "modules", "modules.json");
        if (!File.Exists(file) || JsonNode.Parse(File.ReadAllText(file)) is not JsonObject record || record["Modules"] is not JsonArray modules)
            return;

        foreach (var module in modules.OfType<JsonObject>())
        {
            if (module["Dir"]?.GetValue<string>() is { } folder && Path.IsPathRooted(folder) && !IsInMirror(folder)
                && CopyOf(folder) is var copy && IsInMirror(copy) && Directory.Exists(copy))
                module["Dir"] = Path.GetRelativePath(Root, copy).Replace(Path.DirectorySeparatorChar, '/');
        }

        File.WriteAllText(file, record.ToJsonString());
    }

    /// <summary>The files of modules that init has downloaded.</summary>
    public IEnumerable<HclFile> DownloadedFiles(TerraformProduct product) =>
        Directory.Exists(Path.Combine(Root, ".terraform", "modules"))
            ? product.ModuleFiles(Directory.EnumerateFiles(Path.Combine(Root, ".terraform", "modules"), "*", SearchOption.AllDirectories)).Select(HclFile.Read)
            : [];

    /// <summary>The program of a provider that init has installed; null where it has not, or has several.</summary>
    /// <param name="source"><c>registry.terraform.io/hashicorp/aws</c></param>
    public string? ProviderFile(string source)
    {
        var locked = Path.Combine(Root, LockFile);
        var version = !File.Exists(locked) ? null : HclFile.Read(locked).Blocks
            .FirstOrDefault(block => block.Type == "provider" && block.Labels is [var name] && name == source)?.Literal("version");
        var folder = version is null ? null : Path.Combine(Root, ".terraform", "providers", Path.Combine(source.Split('/')), version);
        return folder is not null && Directory.Exists(folder)
            && Directory.EnumerateFiles(folder, "terraform-provider-*", SearchOption.AllDirectories).ToList() is [var only] ? only : null;
    }

    /// <summary>
    /// A file for one command's use in a folder that only this user can read: plans hold sensitive values in clear.
    /// </summary>
    public string PathOfSecret(string name)
    {
        var secrets = Path.Combine(Folder, "secret");
        CreatePrivateDirectory(secrets);
        return Path.Combine(secrets, name);
    }

    internal static void CreatePrivateDirectory(string folder)
    {
        // Made first, so that only the folder itself is private.
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What init left in the copy, which can be at another depth than the next one.</summary>
    private static void KeepInstalled(string mirror, string installed)
    {
        if (!Directory.Exists(mirror) || File.Exists(Path.Combine(installed, "taken")))
            return;

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        if (Directory.EnumerateFiles(mirror, OfflineOverride.OverrideFile, options).FirstOrDefault() is not { } file)
            return;

        var root = Path.GetDirectoryName(file)!;
        if (Directory.Exists(installed))
            Directory.Delete(installed, recursive: true);

        Directory.CreateDirectory(installed);
        if (Directory.Exists(Path.Combine(root, ".terraform")))
            Directory.Move(Path.Combine(root, ".terraform"), Path.Combine(installed, ".terraform"));
        if (File.Exists(Path.Combine(root, LockFile)))
            File.Move(Path.Combine(root, LockFile), Path.Combine(installed, LockFile));

        File.WriteAllText(Path.Combine(installed, "taken"), "");
    }

    private void Restore(string userRoot, string installed)
    {
        if (Directory.Exists(Path.Combine(installed, ".terraform")))
            Directory.Move(Path.Combine(installed, ".terraform"), Path.Combine(Root, ".terraform"));

        var ours = Path.Combine(installed, LockFile);
        var theirs = Path.Combine(userRoot, LockFile);
        if (File.Exists(theirs))
            File.Copy(theirs, Path.Combine(Root, LockFile), overwrite: true);
        else if (File.Exists(ours))
            File.Copy(ours, Path.Combine(Root, LockFile), overwrite: true);

        if (Directory.Exists(installed))
            Directory.Delete(installed, recursive: true);
    }

    /// <summary>The highest folder that a <c>../</c> in a module can reach, counted from the module's folder and from the root's.</summary>
    private static string TopFolder(ModuleTree tree)
    {
        var top = Path.GetDirectoryName(tree.Root) ?? tree.Root;
        foreach (var (folder, files) in tree.Modules)
        {
            var steps = files.Max(file => (int?)StepsUp(file.Text)) ?? 0;
            top = Common(top, Up(tree.Root, steps));
            top = Common(top, Up(folder, steps));
        }

        return top;
    }

    private static int StepsUp(string text)
    {
        var (most, at) = (0, 0);
        while ((at = text.IndexOf("../", at, StringComparison.Ordinal)) >= 0)
        {
            var steps = 0;
            for (; text.AsSpan(at).StartsWith("../"); at += 3)
                steps++;

            most = Math.Max(most, steps);
        }

        return text.Contains("\"..\"", StringComparison.Ordinal) ? Math.Max(most, 1) : most;
    }

    private static string Up(string folder, int steps) =>
        steps == 0 ? folder : Up(Path.GetDirectoryName(folder) ?? folder, Path.GetDirectoryName(folder) is null ? 0 : steps - 1);

    private static string Common(string folder, string other)
    {
        while (!(other + Path.DirectorySeparatorChar).StartsWith(
            Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            folder = Path.GetDirectoryName(folder)!;

        return folder;
    }

    /// <summary>A file in place of a link: to write through a link would change the user's file.</summary>
    private static void Replace(string file, string text)
    {
        File.Delete(file);
        File.WriteAllText(file, text);
    }

    private static bool IsTestFile(string name) =>
        name.EndsWith(".tftest.hcl", StringComparison.Ordinal) || name.EndsWith(".tftest.json", StringComparison.Ordinal)
        || name.EndsWith(".tofutest.hcl", StringComparison.Ordinal) || name.EndsWith(".tofutest.json", StringComparison.Ordinal);
}
