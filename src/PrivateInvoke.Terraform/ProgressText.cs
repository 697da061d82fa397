namespace PrivateInvoke.Terraform;

/// <summary>What terraform is at, as a line for a person.</summary>
public static class ProgressText
{
    /// <returns>Null for what would be too much: a resource that is still worked on, a change that an apply then names anyway.</returns>
    public static string? Of(TerraformProgress progress) => progress switch
    {
        TerraformProgress.CommandStarted started => $"terraform {started.Command}",
        TerraformProgress.CommandEnded ended => $"terraform {ended.Command}: {ended.Elapsed.TotalSeconds:0.0} s",
        TerraformProgress.Notice notice => notice.Text,
        TerraformProgress.ResourceEnded { Action: not "" } ended => $"{ended.Address}: {ended.Action} done after {ended.Elapsed.TotalSeconds:0} s",
        TerraformProgress.ResourceFailed failed => $"{failed.Address}: {failed.Action} failed",
        TerraformProgress.DriftFound drift => $"{drift.Address}: changed behind terraform's back ({drift.Action})",
        TerraformProgress.ChangesCounted counted => $"{counted.Operation}: {counted.Add} to add, {counted.Change} to change, {counted.Remove} to remove",
        TerraformProgress.DiagnosticReported reported => reported.Diagnostic.Address is { } address
            ? $"{address}: {reported.Diagnostic.Text}"
            : reported.Diagnostic.Text,
        _ => null,
    };
}
