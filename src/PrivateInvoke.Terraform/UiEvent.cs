using System.Text.Json;

namespace PrivateInvoke.Terraform;

/// <summary>
/// One line of the machine-readable UI (<c>-json</c>), by its <c>type</c>. Types and keys that are not known are passed over, as
/// Terraform asks for: https://developer.hashicorp.com/terraform/internals/machine-readable-ui
/// </summary>
internal static class UiEvent
{
    public static TerraformProgress? Read(string type, IReadOnlyDictionary<string, JsonElement> line) => type switch
    {
        "diagnostic" when line.TryGetValue("diagnostic", out var diagnostic) =>
            new TerraformProgress.DiagnosticReported(TerraformDiagnostic.Read(diagnostic)),
        "log" or "init_output" when Text(line, "@message") is { } message =>
            new TerraformProgress.Initializing(FirstLine(message)),
        "planned_change" when line.TryGetValue("change", out var change) =>
            new TerraformProgress.ChangePlanned(Address(change), Text(change, "action")),
        "resource_drift" when line.TryGetValue("change", out var change) =>
            new TerraformProgress.DriftFound(Address(change), Text(change, "action")),
        "apply_start" or "refresh_start" when line.TryGetValue("hook", out var hook) =>
            new TerraformProgress.ResourceStarted(Address(hook), Text(hook, "action")),
        "apply_progress" when line.TryGetValue("hook", out var hook) =>
            new TerraformProgress.ResourceWorking(Address(hook), Text(hook, "action"), Elapsed(hook)),
        "apply_complete" or "refresh_complete" when line.TryGetValue("hook", out var hook) =>
            new TerraformProgress.ResourceEnded(Address(hook), Text(hook, "action"), Elapsed(hook)),
        "apply_errored" when line.TryGetValue("hook", out var hook) =>
            new TerraformProgress.ResourceFailed(Address(hook), Text(hook, "action")),
        "change_summary" when line.TryGetValue("changes", out var changes) => new TerraformProgress.ChangesCounted(
            Text(changes, "operation"), Count(changes, "add"), Count(changes, "change"), Count(changes, "remove")),
        "test_run" when line.TryGetValue("test_run", out var run) && Text(run, "progress") == "complete" =>
            new TerraformProgress.TestRunEnded(Text(run, "path"), Text(run, "run"), Text(run, "status")),
        _ => null,
    };

    public static int Count(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.TryGetInt32(out var count) ? count : 0;

    public static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static string? Text(IReadOnlyDictionary<string, JsonElement> line, string name) =>
        line.TryGetValue(name, out var value) ? value.GetString() : null;

    private static string Address(JsonElement json) => json.TryGetProperty("resource", out var resource) ? Text(resource, "addr") : "";

    private static TimeSpan Elapsed(JsonElement hook) =>
        hook.TryGetProperty("elapsed_seconds", out var value) && value.TryGetDouble(out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
