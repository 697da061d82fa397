using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Somebody else's lock on a state, as terraform tells of it when it cannot take it.</summary>
/// <param name="Who"><c>user@host</c></param>
internal sealed partial record HeldLock(string Id, string Who, string Operation, DateTimeOffset? Created)
{
    /// <summary>
    /// <code>
    /// Lock Info:
    ///   ID:        9d4f1c0e-…
    ///   Operation: OperationTypeApply
    ///   Who:       user@host
    ///   Created:   2026-01-31 12:00:00.123456789 +0000 UTC
    /// </code>
    /// </summary>
    public static HeldLock? In(TerraformException failure)
    {
        var detail = failure.Diagnostics.FirstOrDefault(diagnostic => IsAboutLock(diagnostic.Summary))?.Detail
            ?? (IsAboutLock(failure.ErrorText) ? failure.ErrorText : null);
        if (detail is null)
            return null;

        var fields = Field().Matches(detail).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.First().Groups[2].Value.Trim());
        return fields.GetValueOrDefault("ID") is { Length: > 0 } id
            ? new HeldLock(id, fields.GetValueOrDefault("Who", ""), fields.GetValueOrDefault("Operation", ""), Time(fields.GetValueOrDefault("Created", "")))
            : null;
    }

    /// <summary>Also in the text of a command that has no JSON.</summary>
    public static bool IsAboutLock(string text) => text.Contains("acquiring the state lock", StringComparison.Ordinal);

    /// <summary>
    /// Whether a run of this stack took it that is no more: by this user on this machine, after the run began and before it wrote its last.
    /// </summary>
    public bool IsOf(RunRecord run, DateTimeOffset lastWrite) =>
        IsHere && Created is { } created && created >= run.Began.AddSeconds(-1) && created <= lastWrite;

    /// <summary>.NET leaves out the machine's domain.</summary>
    private bool IsHere => Who.Split('.')[0] == $"{Environment.UserName}@{Environment.MachineName}";

    /// <param name="variables">Goes before the command: what terraform needs and the user's shell does not have.</param>
    public ProblemException Problem(string name, string folder, string variables)
    {
        var what = Operation.Replace("OperationType", "", StringComparison.Ordinal).ToLowerInvariant();
        return new ProblemException(
            $"The state of '{name}' is locked by {Who} since {Created:u} ({(what.Length == 0 ? "unknown" : what)}).",
            $"Wait for it to end; if it has ended without freeing it, run: {variables}terraform -chdir='{folder}' force-unlock {Id}");
    }

    /// <summary>Go writes up to nine digits of a second and the zone twice.</summary>
    private static DateTimeOffset? Time(string text) =>
        GoTime().Match(text) is { Success: true } match
            && DateTimeOffset.TryParse($"{match.Groups[1].Value}Z", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : null;

    [GeneratedRegex(@"^\s*(ID|Who|Operation|Created):(.*)$", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,7})?)\d* \+0000 UTC")]
    private static partial Regex GoTime();
}
