using System.Text.Json;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform;

/// <summary>
/// The files that a plan can read: everything in the folders of the root module, of its local modules and of the modules that its
/// <c>init</c> has downloaded, and every file that a string or a variable's value names. Where a configuration computes a path that may
/// lie elsewhere, or reads something that is no file, the inputs are not all known, and a plan of it is not kept.
/// </summary>
internal static partial class PlanInputs
{
    /// <summary>Folders that hold what tools generate. A file in one counts where a string names it.</summary>
    private static readonly string[] Generated = [".git", ".terraform", ".vs", ".idea", "node_modules", "bin", "obj"];

    /// <summary>The providers whose data sources read nothing but their own arguments, or are answered here.</summary>
    private static readonly string[] Closed = ["aws", "archive", "null", "random", "time", "tls", "template", "cloudinit", "local", "terraform"];

    private static readonly string[] Others = [".terraform.lock.hcl", ".terraform/environment"];

    private static readonly string[] Hashes =
        ["filebase64sha256", "filebase64sha512", "filemd5", "filesha1", "filesha256", "filesha512"];

    /// <summary>Whether a saved file of a module's folder may change a plan: editors' own files and states do not.</summary>
    public static bool Counts(string file)
    {
        var name = Path.GetFileName(file);
        return !name.EndsWith('~') && !name.StartsWith(".#", StringComparison.Ordinal) && name is not ("4913" or "crash.log" or ".terraform.tfstate.lock.info")
            && Path.GetExtension(name) is not (".swp" or ".swx" or ".tmp" or ".tfplan" or ".tfstate" or ".backup")
            && !name.Contains(".tfstate.", StringComparison.Ordinal);
    }

    /// <summary>Whether a folder's files count by themselves.</summary>
    public static bool IsGenerated(string folder) => Generated.Contains(Path.GetFileName(folder));

    /// <summary>False: a plan may read what <see cref="Files"/> does not hold.</summary>
    public static bool AreKnown(ModuleTree tree) => tree.Modules.All(module => module.Value.All(file => IsKnown(tree, module.Key, file)));

    /// <param name="generated">A folder whose files do not count, wherever it is: planning writes there.</param>
    /// <returns>Absolute paths of files that exist, in an order that does not change.</returns>
    public static IEnumerable<string> Files(
        ModuleTree tree, VariableArguments variables, IReadOnlyDictionary<string, string> environment, string? generated)
    {
        var skipped = generated is null ? null : Path.GetFullPath(generated);
        var seen = new HashSet<string>();
        var folders = tree.Modules.Keys
            .Append(Path.Combine(tree.Root, environment.GetValueOrDefault("TF_DATA_DIR", ".terraform"), "modules"))
            .SelectMany(folder => Inside(folder, skipped, seen));
        var strings = tree.Modules.SelectMany(module => module.Value.SelectMany(file => file.Strings).SelectMany(text => Named(text, module.Key, tree.Root)));
        var values = Values(tree.Root, variables, environment).SelectMany(text => NamedByValue(text, tree, skipped));
        var others = Others.Select(name => Path.Combine(tree.Root, name));
        return folders.Concat(strings).Concat(values).Concat(others).Concat(variables.VariableFiles)
            .Where(File.Exists).Distinct().Order(StringComparer.Ordinal);
    }

    /// <param name="seen">The folders that were walked, by the names that links lead to: a link may lead back up.</param>
    private static IEnumerable<string> Inside(string folder, string? skipped, HashSet<string> seen)
    {
        if (!Directory.Exists(folder) || folder == skipped)
            return [];
        if (!seen.Add(Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder))
            return [];

        return Directory.EnumerateFiles(folder).Where(Counts)
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => !IsGenerated(inner)).SelectMany(inner => Inside(inner, skipped, seen)));
    }

    /// <summary>The files that a quoted string in a module may name.</summary>
    private static IEnumerable<string> Named(string text, string module, string root)
    {
        if (text.Length > 512 || !text.AsSpan().ContainsAny('.', '/') || text.Contains('\n'))
            return [];

        var path = ModulePath.Pattern(text, module, root);
        return !path.Contains('*') ? [Path.GetFullPath(Path.Combine(root, path)), Path.GetFullPath(Path.Combine(module, path))]
            : Path.IsPathRooted(path) ? ModulePath.Matches(path)
            : [];
    }

    /// <summary>A variable's value names a file, or a folder that a path is put together with.</summary>
    private static IEnumerable<string> NamedByValue(string text, ModuleTree tree, string? skipped)
    {
        if (text.Length is 0 or > 512 || text.AsSpan().ContainsAny("\n\0*?"))
            return [];

        // The text "." is a folder too, and a counted one.
        return tree.Modules.Keys.Select(folder => Path.GetFullPath(Path.Combine(folder, text)))
            .SelectMany(path => File.Exists(path) ? [path] : IsBelow(path, tree) ? [] : Directory.Exists(path) ? Directory.EnumerateFiles(path).Where(Counts) : [])
            .Where(path => skipped is null || !path.StartsWith(skipped + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    private static bool IsBelow(string path, ModuleTree tree) =>
        tree.Modules.Keys.Any(folder => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static IEnumerable<string> Values(string root, VariableArguments variables, IReadOnlyDictionary<string, string> environment) =>
    [
        .. Directory.EnumerateFiles(root)
            .Where(file => Path.GetFileName(file) is "terraform.tfvars" or "terraform.tfvars.json"
                || file.EndsWith(".auto.tfvars", StringComparison.Ordinal) || file.EndsWith(".auto.tfvars.json", StringComparison.Ordinal))
            .Concat(variables.VariableFiles.Where(File.Exists))
            .SelectMany(StringsOf),
        .. variables.Variables.Values.Concat(environment.Where(pair => pair.Key.StartsWith("TF_VAR_", StringComparison.Ordinal)).Select(pair => pair.Value))
            .SelectMany(value => HclScanner.Scan($"value = {value}\n").Strings.Append(value)),
    ];

    private static IEnumerable<string> StringsOf(string file)
    {
        var text = File.ReadAllText(file);
        if (!file.EndsWith(".json", StringComparison.Ordinal))
            return HclScanner.Scan(text).Strings;

        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. Strings(json.RootElement)];
        }
        catch (JsonException)
        {
            // terraform itself says what is wrong with it.
            return [];
        }
    }

    private static IEnumerable<string> Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };

    private static bool IsKnown(ModuleTree tree, string module, HclFile file)
    {
        if (file.Blocks.Any(block => block is { Type: "data", Labels: [var type, ..] } && ReadsElsewhere(type)))
            return false;

        var calls = Call().Matches(file.Code)
            .Select(match => (Function: match.Groups[1].Value, Path: FirstArgument(file.Code, match.Index + match.Length)))
            .ToList();
        var paths = file.Blocks.Where(block => block is { Type: "data", Labels: ["local_file" or "local_sensitive_file", ..] })
            .Select(block => block.Attributes.GetValueOrDefault("filename", ""));

        // A package's bytes change with every build, and nothing that is connected changes with them. That a package is there counts
        // where a string or a value names it.
        var hashed = calls.Where(call => Hashes.Contains(call.Function)).Select(call => call.Path).ToHashSet();
        return calls.Where(call => !Hashes.Contains(call.Function) && !(call.Function is "fileexists" && hashed.Contains(call.Path)))
            .Select(call => call.Path)
            .Concat(paths)
            .All(path => IsKnownPath(path, tree, module));
    }

    private static bool ReadsElsewhere(string type) =>
        type is "terraform_remote_state" || !Closed.Contains(type.Split('_')[0]);

    /// <summary>Whether an expression's path is named in a string or by a variable's value, or lies in a folder that counts whole.</summary>
    private static bool IsKnownPath(string expression, ModuleTree tree, string module)
    {
        if (expression is "path.module" or "path.root")
            return true;
        if (RootVariable().IsMatch(expression))
            return module == tree.Root;
        if (expression is not ['"', .. var text, '"'] || text.Contains('"', StringComparison.Ordinal))
            return false;

        var pattern = ModulePath.Pattern(text, module, tree.Root);
        if (!pattern.Contains('*'))
            return true;

        // Up to the first value that only terraform knows; after it, no way out of the folder may be written.
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var folder = Path.GetFullPath(Path.Combine(tree.Root, pattern[..star] is { Length: > 0 } prefix ? Path.GetDirectoryName(prefix + "x")! : "/"));
        return !pattern[star..].Contains("..", StringComparison.Ordinal) && IsBelow(folder, tree)
            && !folder.Split(Path.DirectorySeparatorChar).Intersect(Generated).Any();
    }

    private static string FirstArgument(string text, int start)
    {
        var (depth, quoted) = (0, false);
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && text[i - 1] != '\\')
                quoted = !quoted;
            else if (c is '(' or '[' or '{')
                depth++;
            else if (depth > 0 && c is ')' or ']' or '}')
                depth--;
            else if (!quoted && depth == 0 && c is ',' or ')')
                return text[start..i].Trim();
        }

        return text[start..].Trim();
    }

    [GeneratedRegex(@"\b(file|filebase64|fileset|fileexists|templatefile|filebase64sha256|filebase64sha512|filemd5|filesha1|filesha256|filesha512)\s*\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"^var\.[\w-]+$")]
    private static partial Regex RootVariable();
}
