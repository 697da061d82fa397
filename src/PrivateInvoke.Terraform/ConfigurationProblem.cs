
namespace PrivateInvoke.Terraform;

/// <summary>Says what terraform found wrong with a configuration in terms of the user's folder.</summary>
internal static class ConfigurationProblem
{
    private const int Longest = 400;

    public static ProblemException Of(TerraformException failure, string directory)
    {
        var error = InUserFolder(failure.FirstError, directory);
        var text = error.Text.Length > Longest ? error.Text[..Longest] + " …" : error.Text;
        return new ProblemException(
            error.File is null ? $"'{directory}' cannot be planned: {text}" : $"'{error.File}' line {error.Line}: {text}",
            Remedy(failure, directory),
            failure);
    }

    private static string Remedy(TerraformException failure, string directory) =>
        Variables(failure, directory) is { Count: > 0 } names
            ? $"Give it a value: {string.Join(' ', names.Select(name => $"--var {name}=VALUE"))}"
            : failure.FirstError.Summary.StartsWith("invalid AWS Region", StringComparison.Ordinal)
            ? "Set region in its provider block, or the environment variable AWS_REGION."
            : failure.FirstError.Summary is "Invalid count argument" or "Invalid for_each argument"
            ? "If an account or another configuration's state would tell it, give --plan the JSON of a plan that was made with them (terraform show -json)."
            : $"Correct the configuration and start again; 'terraform validate' in '{directory}' checks it too.";

    /// <summary>The variables that the errors are about: each error's place is where one is declared.</summary>
    private static List<string> Variables(TerraformException failure, string directory) =>
        failure.FirstError.File is null ? [] :
    [
        .. from error in failure.Diagnostics
            where error.IsError
            let file = Path.GetFullPath(Path.Combine(directory, error.File ?? ""))
            where HclFile.IsModuleFile(file) && !file.EndsWith(".json", StringComparison.Ordinal) && File.Exists(file)
            from block in HclFile.Read(file).Blocks
            where block is { Type: "variable", Labels.Count: 1 } && block.Line == error.Line
            select block.Labels[0],
    ];

    /// <summary>A file of the scratch copy has the same place in the user's folder.</summary>
    public static TerraformDiagnostic InUserFolder(TerraformDiagnostic diagnostic, string directory) =>
        diagnostic.File is null ? diagnostic
        : diagnostic.File is OfflineOverride.OverrideFile or OfflineOverride.ExtraFile
            || diagnostic.File.StartsWith(Workspace.TestFolder, StringComparison.Ordinal)
            || diagnostic.File.StartsWith('<') ? diagnostic with { File = null, Line = 0 }
        : diagnostic with { File = InUserFolder(Path.GetFullPath(Path.Combine(directory, diagnostic.File)), directory) };

    private static string InUserFolder(string file, string directory) =>
        Path.IsPathRooted(directory) ? file : Path.GetRelativePath(Path.GetFullPath("."), file);
}
