namespace PrivateInvoke.Terraform;

/// <summary>A terraform command that should have succeeded did not.</summary>
/// <param name="errorText">The end of what it wrote to standard error: some commands give no JSON when they fail.</param>
public sealed class TerraformException(
    string command,
    int exitCode,
    IReadOnlyList<TerraformDiagnostic> diagnostics,
    string errorText)
    : Exception(Describe(command, exitCode, diagnostics, errorText))
{
    public string Command { get; } = command;

    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<TerraformDiagnostic> Diagnostics { get; } = diagnostics;

    public string ErrorText { get; } = errorText;

    /// <summary>The first error, made from standard error where there is no JSON.</summary>
    public TerraformDiagnostic FirstError => Diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError)
        ?? new TerraformDiagnostic
        {
            Severity = TerraformSeverity.Error,
            Summary = $"terraform {Command} ended with exit code {ExitCode}",
            Detail = ErrorText,
        };

    private static string Describe(string command, int exitCode, IReadOnlyList<TerraformDiagnostic> diagnostics, string errorText) =>
        diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError) is { } error
            ? $"terraform {command}: {error.Text}"
            : $"terraform {command} ended with exit code {exitCode}: {errorText}";
}
