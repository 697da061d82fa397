using PrivateInvoke.Cloud;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// What the scratch copy of a configuration leaves out so that it can be planned without an account: programs, hashes of packages that are
/// not built, and expressions that fail on what only an apply would tell. Each is a warning, and what depends on it is unknown.
/// </summary>
internal sealed class LeftOut(Workspace workspace, ModuleTree tree)
{
    private readonly List<TerraformDiagnostic> _diagnostics = [];

    public IReadOnlyList<TerraformDiagnostic> Diagnostics => _diagnostics;

    /// <summary>A plan failed, and the copy was changed for the next one.</summary>
    public bool HasMended { get; private set; }

    /// <summary>A plan runs the program of each <c>external</c> data source, also of those in modules that were downloaded.</summary>
    public void Programs()
    {
        var files = tree.Files.Select(file => Path.GetRelativePath(tree.Root, file.Path))
            .Concat(workspace.DownloadedFiles(tree.Product).Select(file => Path.GetRelativePath(workspace.Root, file.Path)));
        foreach (var file in files)
        {
            List<HclBlock> programs = [];
            workspace.Change(file, text =>
            {
                programs = text.Contains("external", StringComparison.Ordinal)
                    ? [.. HclFile.Of(file, text).Blocks.Where(block => block is { Type: "data", Labels: ["external", _] })]
                    : [];
                return programs.Count > 0 ? UnknownExpressions.Defer(file, text, programs.Select(block => block.Line)) : text;
            });
            _diagnostics.AddRange(programs.Select(block => new TerraformDiagnostic
            {
                Severity = TerraformSeverity.Warning,
                Summary = $"data.external.{block.Labels[1]} is a program, which is not run; what it prints is not known. --allow-external runs it",
                File = file,
                Line = block.Line,
            }));
        }
    }

    /// <summary>Hashes of packages that are not built yet.</summary>
    /// <returns>Whether another plan may come further.</returns>
    public bool Packages(IReadOnlyList<TerraformDiagnostic> failure)
    {
        var found = UnbuiltFiles.In(failure);
        var changed = found.GroupBy(error => error.File!)
            .Where(file => workspace.Change(file.Key, text => UnbuiltFiles.Replace(text, file)))
            .SelectMany(file => file).ToList();
        HasMended |= changed.Count > 0;
        _diagnostics.AddRange(Warnings(changed, "A package is not built yet, so its hash is left out"));
        return changed.Count > 0;
    }

    /// <summary>Leaves out whatever one plan failed on, all at once.</summary>
    /// <param name="isUsersOwn">Nothing was left out yet: what is wrong with an expression is wrong with the configuration.</param>
    /// <returns>Whether another plan may come further.</returns>
    public bool Mend(IReadOnlyList<TerraformDiagnostic> found, DataStandIns standIns, bool isUsersOwn)
    {
        var errors = found.Where(diagnostic => diagnostic.IsError).ToList();
        if (isUsersOwn && !HasUnread && errors.Any(error => error.DataType is null && UnbuiltFiles.In([error]).Count == 0))
            return false;

        var isChanged = Packages(found);
        var data = errors.Where(error => error.DataType is not null).ToList();
        var values = data.Where(error => !HasSymbols(error.DataType!)).ToList();
        var deferred = values.Where(error => error.File is { } file && workspace.Change(file, text => UnknownExpressions.Defer(file, text, [error.Line]))).ToList();
        foreach (var module in deferred.GroupBy(error => Path.GetDirectoryName(error.File)!))
            ReplaceArns(module.Key, module.Select(error => error.Address).OfType<string>(), standIns);
        HasMended |= deferred.Count > 0;
        isChanged |= deferred.Count > 0 | standIns.Add(data.Except(deferred));
        return isChanged | Expressions(errors.Where(error => error.DataType is null && UnbuiltFiles.In([error]).Count == 0));
    }

    /// <param name="module">The module's folder, from the root module's copy.</param>
    /// <param name="deferred">The addresses of its data sources that wait for an apply.</param>
    private void ReplaceArns(string module, IEnumerable<string> deferred, DataStandIns standIns)
    {
        var arns = new Dictionary<string, string>();
        foreach (var address in deferred.Select(ModuleAddress.WithoutKeys))
        {
            if (address.Split('.') is [.., "data", var type, var name])
                arns.TryAdd($"data.{type}.{name}.arn", standIns.ArnOf(address, type, name));
        }

        ReplaceArns(module, arns);
    }

    private void ReplaceArns(string module, IReadOnlyDictionary<string, string> arns)
    {
        var files = tree.Product.ModuleFiles(Directory.EnumerateFiles(Path.Combine(workspace.Root, module))).Select(HclFile.Read).ToList();
        var blocks = files.SelectMany(file => file.Blocks).ToList();
        var all = DeferredArns.WithLocals(blocks, arns);
        foreach (var file in files.Select(file => Path.GetRelativePath(workspace.Root, file.Path)))
            workspace.Change(file, text => DeferredArns.Replace(file, text, all));

        foreach (var call in blocks)
        {
            // What is called twice may be called with two ARNs.
            if (ModuleTree.Called(Path.Combine(tree.Root, module), call) is { } called && tree.IsCalledOnce(called)
                && DeferredArns.Inputs(call, all) is { Count: > 0 } inputs)
                ReplaceArns(Path.GetRelativePath(tree.Root, called), inputs);
        }
    }

    /// <summary>What the path is made of is compared by its ids. Of all else the value counts, and no symbol could be it.</summary>
    private static bool HasSymbols(string dataType) => ClosedWorld.IsOfFamily(dataType)
        || dataType is "aws_caller_identity" or "aws_region" or "aws_partition" or "aws_availability_zones" or "aws_availability_zone" or "aws_prefix_list"
            or "aws_eip" or "aws_eips" or "aws_network_interface" or "aws_network_interfaces";

    /// <summary>The configuration asks for what no plan without an account can tell.</summary>
    public bool HasUnread => tree.Files.SelectMany(UnreadValues.In).Any()
        || tree.Blocks.Any(block => block is { Type: "data", Labels: ["terraform_remote_state", _] } && block.Literal("backend") != "local");

    /// <summary>Expressions that fail on what is not known yet.</summary>
    /// <returns>Whether another plan may come further.</returns>
    public bool Expressions(IEnumerable<TerraformDiagnostic> found)
    {
        var changed = found.Where(error => error is { IsError: true, File: { } file } && HclFile.IsModuleFile(file))
            .GroupBy(error => error.File!)
            .Where(file => workspace.Change(file.Key, text => UnknownExpressions.Replace(file.Key, text, file)))
            .SelectMany(file => file).ToList();
        HasMended |= changed.Count > 0;
        _diagnostics.AddRange(changed.Select(error => new TerraformDiagnostic
        {
            Severity = TerraformSeverity.Warning,
            Summary = "An expression fails on what is known only after an apply, so its value is not known",
            File = error.File,
            Line = error.Line,
        }));
        return changed.Count > 0;
    }

    /// <summary>The errors, as warnings that say what follows from them.</summary>
    public static IEnumerable<TerraformDiagnostic> Warnings(IEnumerable<TerraformDiagnostic> found, string summary) =>
        found.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic with
        {
            Severity = TerraformSeverity.Warning,
            Summary = diagnostic.Summary.Length == 0 ? summary : $"{summary}: {diagnostic.Summary}",
        });
}
