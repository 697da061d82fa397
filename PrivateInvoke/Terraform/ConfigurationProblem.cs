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
            $"Correct the configuration and start again; 'terraform validate' in '{directory}' checks it too.",
            failure);
    }

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
